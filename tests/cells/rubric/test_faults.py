"""Rubric files: what is wrong is said by line."""

import pytest

from cells.enums.faults import RubricFault
from cells.rubric.definition import read_definition
from cells.rubric.faults import RubricFileError, parse_rubric
from portal.procedure.digests import digest_of
from tests.cells.rubric.sheets import CODES, SHEETS, rubric_text

TEXT = rubric_text("jiguan")


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_all_twelve_types_are_here():
    assert CODES == [
        "community", "courier", "factory", "hospital", "hotel", "jiguan",
        "mall", "market", "restaurant", "scenic", "school", "village",
    ]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_each_draft_is_marked_and_bilingual(code):
    sheet = SHEETS[code]
    assert sheet.drafted
    assert sheet.unit_type == code
    for criterion in sheet.criteria.values():
        assert criterion.text_en.isascii() or "×" in criterion.text_en
        assert criterion.rule
        assert criterion.rule_en
        assert bool(criterion.not_applicable_when) == bool(criterion.not_applicable_when_en)


def test_numbers_keep_their_digits():
    data = parse_rubric(TEXT)
    each = next(item for item in data["blocks"][0]["criteria"] if item["code"] == "JG-A3")["method"]["each"]
    assert each == "0.75"
    assert digest_of(data) == digest_of(parse_rubric(TEXT))


BROKEN = [
    ("points: 12", "points: 13", RubricFault.BLOCK_SUM, "  name: 组织管理"),
    ("code: JG-A2", "code: JG-A1", RubricFault.CODE_TWICE, "text: 按月登记"),
    ("evidence: [ledger]", "evidence: [gossip]", RubricFault.UNKNOWN_EVIDENCE, "text: 按月登记"),
    ("{type: count, each: 0.75, cap: 3}", "{type: magic}", RubricFault.UNKNOWN_METHOD, "text: 每季度至少自查"),
    ("{type: count, each: 0.75, cap: 3}", "{type: count, each: 0.75}", RubricFault.METHOD_PARAMETERS, "{type: count, each: 0.75}"),
    ("{type: count, each: 0.75, cap: 3}", "{type: count, each: much, cap: 3}", RubricFault.NOT_A_NUMBER, "each: much"),
    ("{type: count, each: 0.75, cap: 3}", "{type: count, each: 0.75, cap: 2}", RubricFault.PERFECT_UNREACHABLE, "cap: 2"),
    ("{at_least: 12, points: 5}", "{at_least: 12, points: 4}", RubricFault.PERFECT_UNREACHABLE, "type: tiered"),
    ("bucket: office", "bucket: ''", RubricFault.MISSING, "schema: 1"),
    ("code: JG-G1", "code: ''", RubricFault.MISSING, "text: 近三年"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "instead", "kind", "at"), BROKEN)
def test_a_fault_is_named_with_its_line(part, instead, kind, at):
    text = TEXT.replace(part, instead, 1)
    with pytest.raises(RubricFileError) as refusal:
        parse_rubric(text)
    found = {(fault.kind, fault.line) for fault in refusal.value.faults}
    near = line_of(text, at)
    assert any(fault == kind and abs(line - near) <= 1 for fault, line in found), (found, near)


def test_blocks_must_make_100():
    text = TEXT.replace("points: 12", "points: 16", 1).replace("points: 4\n", "points: 8\n", 1)
    with pytest.raises(RubricFileError, match="100"):
        parse_rubric(text)


def test_points_must_be_a_number():
    with pytest.raises(RubricFileError) as refusal:
        parse_rubric(TEXT.replace("points: 4\n", "points: four\n", 1))
    assert RubricFault.NOT_A_NUMBER in {fault.kind for fault in refusal.value.faults}


@pytest.mark.parametrize("text", ["a: [1", "- 1\n- 2\n", "", "a: {b: c: d}"])
def test_what_is_no_rubric_is_refused(text):
    with pytest.raises(RubricFileError):
        parse_rubric(text)


def test_sections_in_the_order_of_the_sheet():
    sheet = SHEETS["jiguan"]
    assert [code for code, _ in sheet.sections()] == ["G", "A", "B", "C", "D", "E", "X"]
    assert sheet.section_of("JG-G2") == "G"
    assert read_definition({**parse_rubric(TEXT), "bonus": None}).bonus is None
