"""Figures of departments, entered by one and published by another; all of them say 演示."""

from decimal import Decimal

from portal.board.operations import (
    Entry,
    Report,
    approve_note,
    approve_observation,
    decline_observation,
    enter_observation,
    note_progress,
    revise_observation,
)
from portal.board.operations.drawing import draw_derived_observations
from portal.board.queries import current_plan
from portal.clock import DISTRICT

ORDER = 40
SOURCE, METHOD = "演示数据，非真实统计", "演示：按指标口径填写的示例，不代表实际情况"
# number, department officer, year and value; a word where the target is a word.
VALUES = [
    (1, "department-env", [("2023", "0.033"), ("2024", "0.032"), ("2025", "0.031")]),
    (2, "department-env", [("2023", "0.0115"), ("2024", "0.011"), ("2025", "0.0105")]),
    (9, "department-urban", [("2023", "23.4"), ("2024", "24.1"), ("2025", "24.6")]),
    (13, "department-env", [("2022", "71.2"), ("2023", "84.5"), ("2024", "93.1"), ("2025", "98.3")]),
    (14, "department-env", [("2024", "81.2"), ("2025", "83.6")]),
    (23, "department-urban", [("2022", "18.4"), ("2023", "24.9"), ("2024", "31.2")]),
    (28, "department-env", [("2024", "4.2"), ("2025", "6.8")]),
    (35, "department-urban", [("2023", "92"), ("2024", "100"), ("2025", "100")]),
    (36, "department-urban", [("2024", "98"), ("2025", "95")]),
    (46, "department-env", [("2025", "94.2")]),
]
WORDS = [
    (30, "department-env", "2025", "reached", "演示：已建立应急处置协调机制，统筹应急处置设施资源。"),
    (44, "department-env", "2025", "under_way", "演示：信息化监管平台正在联调。"),
]
WAITING = "2026-Q3"
# task or project, number, officer, quarter, how it stands, progress, what is blocked, money spent so far
NOTES = [
    ("task", "1.2", "department-env", "2025-Q4", "under_way", "演示：两家企业建成分类贮存设施。", "", None),
    ("task", "3.1", "department-urban", "2025-Q3", "under_way", "演示：五角场转运站主体完工。", "", None),
    (
        "task",
        "3.1",
        "department-urban",
        "2025-Q4",
        "held_up",
        "演示：设备进场推迟。",
        "演示：道路施工未完，请协调。",
        None,
    ),
    ("project", 6, "department-urban", "2025-Q4", "under_way", "演示：三座转运站改造完成。", "", Decimal(3850)),
    ("project", 7, "department-urban", "2025-Q4", "done", "演示：达标小区创建完成。", "", Decimal("1580.5")),
    ("task", "4.2", "department-urban", WAITING, "under_way", "演示：资源化利用线试运行。", "", None),
]


def build(*, people, now) -> None:
    today = now.astimezone(DISTRICT).date()
    plan = current_plan(today)
    indicators = {indicator.number: indicator for indicator in plan.indicators.all()}
    approver = people["administrator"]
    for number, officer, years in VALUES:
        for year, value in years:
            entry = Entry(
                period=year, value=Decimal(value), source=SOURCE, method=METHOD, owner=_owner(people[officer])
            )
            _published(people[officer], approver, now, indicators[number], entry)
    for number, officer, year, verdict, text in WORDS:
        entry = Entry(
            period=year, verdict=verdict, text=text, source=SOURCE, method=METHOD, owner=_owner(people[officer])
        )
        _published(people[officer], approver, now, indicators[number], entry)
    _corrected_and_waiting(people, now, indicators)
    _progress(people, now, plan)
    draw_derived_observations(actor=None, now=now, on=today)


def _published(officer, approver, now, indicator, entry: Entry):
    observation = enter_observation(actor=officer, now=now, indicator=indicator, entry=entry)
    return approve_observation(actor=approver, now=now, observation=observation)


def _corrected_and_waiting(people, now, indicators) -> None:
    """A figure corrected with its reason, one that waits for a second person, one sent back."""
    officer, approver = people["department-urban"], people["administrator"]
    said = {"source": SOURCE, "method": METHOD, "owner": _owner(officer)}
    first = _published(officer, approver, now, indicators[21], Entry(period="2024", value=Decimal(68), **said))
    revision = revise_observation(
        actor=officer,
        now=now,
        observation=first,
        entry=Entry(period="2024", value=Decimal("71.5"), **said),
        reason="演示：补录两处消纳场台账",
    )
    approve_observation(actor=approver, now=now, observation=revision)
    enter_observation(
        actor=officer, now=now, indicator=indicators[21], entry=Entry(period="2025", value=Decimal("76.2"), **said)
    )
    returned = enter_observation(
        actor=officer, now=now, indicator=indicators[24], entry=Entry(period="2025", value=Decimal(101), **said)
    )
    decline_observation(actor=approver, now=now, observation=returned, reason="演示：比例不能超过100%，请核对")


def _progress(people, now, plan) -> None:
    """What two offices say of tasks and projects: one is held up, one waits for a second person."""
    subjects = {"task": {task.number: task for task in plan.tasks.all()}, "project": {}}
    subjects["project"] = {project.number: project for project in plan.projects.all()}
    for kind, number, officer, quarter, standing, text, blocked, spent in NOTES:
        report = Report(
            owner=_owner(people[officer]),
            quarter=quarter,
            standing=standing,
            text=text,
            blocked=blocked,
            spent_wan_yuan=spent,
        )
        note = note_progress(actor=people[officer], now=now, subject=subjects[kind][number], report=report)
        if quarter != WAITING:
            approve_note(actor=people["administrator"], now=now, note=note)


def _owner(officer):
    return officer.grants.select_related("department").get().department
