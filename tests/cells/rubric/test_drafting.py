"""A rubric while it is written: one item put in, taken out, moved; and every shipped item comes through its form unchanged."""

import copy

import pytest
import yaml

from cells.forms.rubric_item import ItemForm
from cells.operations.rubrics import rubric_files, rubric_text
from cells.rubric import drafting
from cells.rubric.faults import find_faults, parse_rubric

SHIPPED = {path.stem: parse_rubric(rubric_text(path)) for path in rubric_files() if path.stem in ("jiguan", "factory")}
ITEMS = [
    pytest.param(name, code, item, id=item["code"])
    for name, data in SHIPPED.items()
    for code, _block, items in drafting.sections_of(data)
    for item in items
]


def sent_of(item, gate):
    """What a browser sends when the form is saved as it opened."""
    form = ItemForm(item=item, gate=gate, taken=set())
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def number(value):
    return float(value) if isinstance(value, str) and value.replace(".", "", 1).isdecimal() else value


def plain(value):
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if each != []}
    return [plain(each) for each in value] if isinstance(value, list) else number(value)


@pytest.mark.parametrize(("name", "section", "item"), ITEMS)
def test_an_item_that_is_opened_and_saved_stays_as_it_is(name, section, item):
    gate = section == drafting.GATES
    form = ItemForm(sent_of(item, gate), item=item, gate=gate, taken=set())
    assert form.is_valid(), form.errors
    assert plain(form.built()) == plain(item)


def test_items_come_go_and_move_and_the_first_definition_stays():
    data = SHIPPED["jiguan"]
    before = copy.deepcopy(data)
    codes = [item["code"] for item in data["blocks"][0]["criteria"]]
    new = data["blocks"][0]["criteria"][0] | {"code": "JG-A9"}
    assert drafting.item_in(drafting.with_item(data, "A", new), "A", "JG-A9") == new
    replaced = drafting.with_item(data, "A", new, codes[0])["blocks"][0]["criteria"]
    assert [item["code"] for item in replaced] == ["JG-A9", *codes[1:]]
    left = drafting.without_item(data, "A", codes[0])["blocks"][0]["criteria"]
    assert [item["code"] for item in left] == codes[1:]
    moved = drafting.moved_up(data, "A", codes[1])["blocks"][0]["criteria"]
    assert [item["code"] for item in moved] == [codes[1], codes[0], *codes[2:]]
    assert drafting.moved_up(data, "A", codes[0]) == data
    kinds = {fault.kind for fault in find_faults(drafting.with_points(data, "A", 1))}
    assert kinds == {"block_sum", "total_not_100"}
    assert data == before


def _form(**sent):
    first = {"code": "X-1", "text": "甲", "text_en": "A", "points": "5", "method": "all_or_none"}
    return ItemForm(first | sent, item=None, gate=False, taken={"X-2"})


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"code": "X-2"}, "code"),
        ({"method": "deduct"}, "step"),
        ({"method": "options"}, "lines"),
        ({"method": "options", "lines": "只有中文 | 5"}, "lines"),
        ({"method": "tiers", "lines": "九成 | 5", "unit": "率", "unit_en": "rate"}, "lines"),
        ({"method": "options", "lines": "甲 | A | 4"}, "__all__"),
        ({"points": ""}, "points"),
        ({"points": "0"}, "__all__"),
    ],
)
def test_what_an_item_lacks_is_said_where_it_is_missing(sent, field):
    form = _form(**sent)
    assert not form.is_valid()
    assert field in form.errors


def test_tiers_are_written_as_lines():
    form = _form(method="tiers", lines="90 | 5\n 80｜3", unit="率（%）", unit_en="rate (%)", otherwise="0")
    assert form.is_valid(), form.errors
    assert yaml.safe_dump(form.built()["method"], sort_keys=True, allow_unicode=True).splitlines()[:3] == [
        "otherwise: 0",
        "tiers:",
        "- at_least: 90",
    ]
