"""The plan's tables against the plan itself: every cell of both annexes, every party of every task, literally."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from portal.directory.plan import read_plan

TEXT = (Path(__file__).parent / "plan.txt").read_text(encoding="utf-8")
RECORDS = read_plan(settings.DISTRICT.plan_folder)
INDICATORS = {record.number: record for record in RECORDS.indicators}
PROJECTS = {record.number: record for record in RECORDS.projects}
# The cell of the plan that names what does not apply stands for both years.
WHOLE_ROW = {6: "天宁区不涉及", 22: "暂无工程渣土消纳场", 27: "天宁区不涉及"}


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def annex(first: str, last: str, cells: int) -> dict[int, list[str]]:
    """Rows of a table by their number: cells are parted by a line that begins with a tab."""
    part = TEXT[TEXT.rindex(first) : TEXT.index(last)] if last else TEXT[TEXT.rindex(first) :]
    rows: dict[int, list[str]] = {}
    for row in re.split(r"\n\s*\n\t(?=\d+\n)", part)[1:]:
        found = [flat(cell) for cell in row.split("\n\t")]
        rows[int(found[0].strip())] = found[1:cells]
    return rows


INDICATOR_ROWS = annex("附件1\n", "注：★为", 9)
PROJECT_ROWS = annex("附件2\n", "", 6)


def test_the_plan_has_52_indicators_and_seven_projects():
    assert sorted(INDICATOR_ROWS) == sorted(INDICATORS) == list(range(1, 53))
    assert sorted(PROJECT_ROWS) == sorted(PROJECTS) == list(range(1, 8))


@pytest.mark.parametrize("number", range(1, 53))
def test_an_indicator_says_what_the_plan_says(number):
    record, cells = INDICATORS[number], INDICATOR_ROWS[number]
    name, unit, *rest = cells[2:]
    assert (record.name, record.mandatory) == (name.removesuffix("★"), name.endswith("★"))
    assert record.unit == unit.strip("-")
    if number in WHOLE_ROW:
        said = ["", WHOLE_ROW[number]]
        assert rest[0] == WHOLE_ROW[number]
        responsible = rest[1:]
    elif number == 12:
        said, responsible = ["", rest[1]], rest[2:]
    else:
        said, responsible = [rest[0].strip("-"), rest[1]], rest[2:]
    assert [record.baseline_text, record.target_text] == said
    assert list(record.responsible) == [part for cell in responsible for part in cell.split("、") if part]


@pytest.mark.parametrize("number", range(1, 8))
def test_a_project_says_what_the_plan_says(number):
    record, cells = PROJECTS[number], PROJECT_ROWS[number]
    assert [record.name, record.content, record.period, str(record.investment_wan_yuan), record.lead] == cells[:5]


@pytest.mark.parametrize("task", RECORDS.tasks, ids=lambda task: task.number)
def test_a_task_is_the_plans_own_words_and_its_parties_in_their_order(task):
    assert flat(task.content) in flat(TEXT)
    assert task.group in TEXT
    if task.part == "二":
        assert f"{flat(task.content)}（{'、'.join(task.responsible)}）" in flat(TEXT)


def test_the_plan_has_30_tasks():
    assert Counter(task.part for task in RECORDS.tasks) == {"二": 25, "三": 5}
