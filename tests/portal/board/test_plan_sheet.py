"""The next plan from a workbook: each fault by its cell in both languages, and a clean one to its first figures."""

import io
import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from portal.board.enums import DraftState
from portal.board.forms.plan_columns import LABELS
from portal.board.models import PlanDraft
from portal.board.operations import take_in_plan
from portal.directory.plan import read_plan
from portal.spreadsheets import MEDIA_TYPES
from tests.portal.board.made_plan import FIRST, NAMES, desk, kept, made_rows, rows_with, untidy, workbook

pytestmark = pytest.mark.django_db
PAGE = reverse("board:plan-import")
HAN = re.compile("[\u4e00-\u9fff]")
# By the new number and the column what stands there, and a part of what is said of it in each language.
FAULTS = {
    (1, "responsible"): ("区生态环境局、区河道局", "区河道局", "not one of the words"),
    (3, "number"): (2, "重复", "stands twice"),
    (4, "unit"): ("", "计量单位", "has a unit"),
    (5, "target_kind"): ("", "空", "empty"),
    (7, "target"): ("120", "120", "outside of 0 to 100"),
    (8, "target"): ("大部分", "大部分", "is a number"),
    (9, "steps"): ("2025:80；2030:100", "2025", "no year of the plan"),
    (25, "steps"): ("2026:99；2027:98；2030:98", "顺序", "not in order"),
    (14, "steps"): ("2028:95", "超过", "further than"),
    (11, "continues"): ("88", "88", "no number 88"),
    (12, "name"): ("", "空", "empty"),
    (13, "operator"): ("呈上升趋势吧", "呈上升趋势吧", "not one of the words"),
    (10, "operator"): ("不高于", "比较", "does not go with"),
    (15, "upper"): ("95", "上限", "range alone"),
    (16, "baselines"): ("2028:96", "2028", "before the plan"),
    (17, "mandatory"): ("也许", "也许", "not one of the words"),
    (18, "continues"): ("21", "21", "goes on twice"),
    (19, "origin"): ("平台汇总", "平台", "draws no such figure"),
    (20, "number"): ("二十几", "二十几", "whole number"),
    (21, "continuity"): ("新增", "新增", "from no number"),
    (22, "code"): ("B-13-2026-2030-TIANNING-LONG", "20", "longer than 20"),
    (24, "target"): ("#REF!", "#REF!", "error of the spreadsheet"),
    (26, "continuity"): ("合并", "两个", "two numbers"),
    (50, "number"): (49, "没有编号", "no number in the next plan"),
}
# Where it is told, if not in the cell that was spoilt.
ELSEWHERE = {(21, "continuity"): "continues", (26, "continuity"): "continues"}


def cell(number: int, name: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return f"{letters[NAMES.index(name)]}{FIRST + number - 1}"


# The other row that goes on from 21, and of the table as a whole the numbers of which nothing is said any more.
BESIDE = {cell(16, "continues"), ""}


@pytest.fixture(autouse=True)
def _old_plan(settings, now):
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))


def spoilt() -> list[dict]:
    return rows_with({place: said[0] for place, said in FAULTS.items()})


def found_in(file, language: str) -> dict[str, list[str]]:
    """The words by their cell."""
    with override(language):
        address = reverse("board:plan-import")
    answer = desk().post(address, {"file": file})
    assert answer.status_code == 400
    said: dict[str, list[str]] = {}
    for fault in answer.context["tried"].faults:
        said.setdefault(fault.place, []).append(fault.words)
    page = answer.content.decode()
    assert all(place in page for place in said)
    return said


@pytest.mark.parametrize("make", [workbook, untidy])
def test_every_seeded_fault_is_named_by_its_cell_in_both_languages(make):
    assert len(FAULTS) >= 20
    chinese, english = found_in(make(spoilt()), "zh-hans"), found_in(make(spoilt()), "en")
    for (number, name), (_value, zh, en) in FAULTS.items():
        place = cell(number, ELSEWHERE.get((number, name), name))
        assert any(zh in words and HAN.search(words) for words in chinese[place]), (place, chinese.get(place))
        assert any(en.lower() in words.lower() for words in english[place]), (place, english.get(place))
    assert chinese.keys() == english.keys()
    spoilt_cells = {cell(number, ELSEWHERE.get((number, name), name)) for number, name in FAULTS}
    assert set(chinese) - spoilt_cells == BESIDE
    assert not PlanDraft.objects.exists()


FACTS_WRONG = {
    "ends_on": ("2025-01-01", "B4"),
    "base_year": (2026, "B5"),
    "starts_on": ("2025-06-01", "B3"),
    "plan_name": ("", ""),
    "follows": ("2011-2015", "B6"),
}


@pytest.mark.parametrize("name", FACTS_WRONG)
def test_a_wrong_fact_of_the_plan_is_named_by_its_cell(name):
    value, place = FACTS_WRONG[name]
    answer = desk().post(PAGE, {"file": workbook(made_rows(), {name: value})})
    assert place in {fault.place for fault in answer.context["tried"].faults}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((8, "target"), "99999999999"),
        ((8, "target"), "1e400"),
        ((8, "target"), "0.00001"),
        ((6, "steps"), "99"),
        ((10, "steps"), "2027:5"),
        ((8, "target"), "≥25"),
        ((48, "upper"), ""),
        ((48, "upper"), "70"),
        ((9, "steps"), "2030:97"),
        ((9, "baselines"), "2025:99"),
        ((2, "number"), "1000"),
        ((9, "baselines"), "2025:九成"),
    ],
)
def test_a_single_fault_is_told_once_in_its_cell(place, value):
    number, name = place
    faults = desk().post(PAGE, {"file": workbook(rows_with({place: value}))}).context["tried"].faults
    told = {"baselines": "target_kind"}.get(name, name) if value == "2025:99" else name
    assert [fault.place for fault in faults] == [cell(number, told)]


def test_an_old_number_of_which_nothing_is_said_is_asked_about():
    rows = [row for row in made_rows() if row.get("continues") not in {"6", "41"}]
    (fault,) = desk().post(PAGE, {"file": workbook(rows)}).context["tried"].faults
    assert (fault.place, "6、41" in fault.words) == ("", True)


def test_the_workbook_to_fill_in_is_of_the_same_columns_and_reads_back():
    client = desk()
    answer = client.get(reverse("board:plan-sheet"))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.values)
    assert rows[FIRST - 2] == tuple(str(label) for label in LABELS.values())
    assert [row[1] for row in rows[2:6]] == ["2026-01-01", "2029-12-31", 2025, "2022-2025"]
    assert len(rows) == FIRST + 52
    file = io.BytesIO(answer.content)
    file.name = "next.xlsx"
    tried = client.post(PAGE, {"file": file}).context["tried"]
    # Of the 52 all is known but the number, the target and what became of each.
    empty = {fault.label for fault in tried.faults}
    assert {str(LABELS[name]) for name in ("number", "target", "continuity")} <= empty
    assert answer["Content-Type"] == MEDIA_TYPES["xlsx"]


@pytest.mark.parametrize("make", [workbook, untidy])
def test_tidy_or_not_the_same_plan_is_understood(make):
    answer = kept(desk(), make(made_rows()))
    draft = PlanDraft.objects.get()
    assert answer["Location"] == reverse("board:plan-draft", args=[draft.public_id])
    content = draft.content
    assert len(content["indicators"]) == 48
    assert content["plan"]["dropped"] == [6, 12, 16, 22, 27]
    used = next(one for one in content["indicators"] if one["code"] == "B-13")
    assert used["steps"] == {"2026": "97.5", "2027": "98", "2028": "98.4", "2029": "98.7", "2030": "99"}
    assert used["baselines"] == {"2020": "65.6", "2025": "97.2"}
    assert used["responsible"] == ["区生态环境局", "区城管局"]
    assert (used["continuity"], used["continues"], used["baseline_text"]) == ("continued", [13], "97.2")
    assert sorted(one["drawn_as"] for one in content["indicators"] if one["drawn_as"]) == [41, 50, 51, 52]
    assert draft.state == DraftState.WAITING
