"""What each office owes, who is reminded, and how the rooms stand; the same everywhere."""

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from cells.queries.applications import work_at_a_glance
from portal.accounts.roles import Role
from portal.board.models import Observation
from portal.board.operations import enter_observation
from portal.board.operations.reminding import remind_of_due_figures
from portal.board.results.maps import Place, draw_map, mark_of
from portal.board.results.responsibility import all_owed, owed_by, project_rows, task_rows
from portal.board.targets.due import last_quarter, note_due, quarters_to_tell
from portal.directory.models import Area, Department, Plan
from portal.directory.operations import load_plan
from portal.inbox.models import Task
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import DepartmentFactory, IndicatorFactory, ObservationFactory, PlanFactory, entry, officer
from tests.factories.cells import Case, People
from tests.factories.progress import ProgressNoteFactory, ProjectFactory, TaskFactory, street_officer

DAY = dt.date(2024, 4, 20)


@pytest.fixture
def plan(db):
    load_plan()
    return Plan.objects.get()


def owed(plan, office, day=DAY):
    return owed_by(office, plan, day)


def test_a_department_owes_what_the_plan_names_it_for(plan):
    env = owed(plan, Department.objects.get(code="env"))
    assert [row.indicator.number for row in env.rows][:4] == [1, 2, 3, 5]
    assert [noted.subject.number for noted in env.tasks][:3] == ["1.1", "1.2", "1.3"]
    assert env.outreach is None
    assert [noted.subject.number for noted in owed(plan, Department.objects.get(code="urban")).projects] == [6, 7]


def test_a_street_owes_what_all_streets_owe_and_the_zone_what_names_it(plan):
    street, zone, town = (owed(plan, Area.objects.get(code=code)) for code in ("hongmei", "jingkai", "zhenglu"))
    assert [row.indicator.number for row in street.rows] == [41, 50, 52]
    assert [noted.subject.number for noted in street.tasks] == ["3.3", "6.1.2", "6.1.3", "7.2", "8.1.1"]
    assert [noted.subject.number for noted in street.projects] == [2]
    assert (street.outreach.quota, street.cells) == (3, 0)
    assert zone.rows == []
    assert [noted.subject.number for noted in zone.projects] == [2]
    assert [noted.subject.number for noted in town.projects] == [1, 2, 3, 4, 5]


def test_notes_are_due_a_fortnight_after_the_quarter_of_the_plan(plan):
    env = owed(plan, Department.objects.get(code="env"))
    assert (str(env.notes_due.period), env.notes_due.due_on, env.notes_due.is_late) == (
        "2024-Q1",
        dt.date(2024, 4, 15),
        True,
    )
    before = len(env.tasks_without_note)
    ProgressNoteFactory(task=plan.tasks.get(number="1.1"), department=env.office, quarter="2024-Q1")
    assert len(owed(plan, env.office).tasks_without_note) == before - 1
    assert owed(plan, env.office, dt.date(2026, 11, 24)).tasks_without_note == []


def test_quarters_that_can_be_told():
    assert str(last_quarter(dt.date(2026, 1, 1))) == "2025-Q4"
    assert note_due(dt.date(2022, 1, 1), dt.date(2025, 12, 31), dt.date(2022, 2, 1)) is None
    assert [str(q) for q in quarters_to_tell(dt.date(2025, 12, 31), dt.date(2027, 5, 1))] == [
        *("2027-Q2", "2027-Q1", "2026-Q4", "2026-Q3", "2026-Q2"),
        "2025-Q4",
    ]
    assert len(quarters_to_tell(dt.date(2025, 12, 31), DAY)) == 5


@pytest.mark.django_db
def test_the_newest_word_of_each_office_counts():
    task, project = TaskFactory(), ProjectFactory()
    for quarter in ("2025-Q4", "2025-Q2", "2025-Q3"):
        ProgressNoteFactory(task=task, quarter=quarter, blocked="等待" if quarter == "2025-Q4" else "")
    for code, money in (("env", 100), ("urban", Decimal("50.5"))):
        ProgressNoteFactory(task=None, project=project, department=DepartmentFactory(code=code), spent_wan_yuan=money)
    (noted,) = task_rows(task.plan, [])
    assert [note.quarter for note in noted.notes] == ["2025-Q4", "2025-Q3", "2025-Q2"]
    assert [note.quarter for note in noted.latest] == [note.quarter for note in noted.blocked] == ["2025-Q4"]
    (built,) = project_rows(task.plan)
    assert (built.spent, built.share_spent) == (Decimal("150.5"), 2)
    assert noted.share_spent is None


def test_reading_what_all_owe_asks_as_often_for_many_notes_as_for_one(plan, django_assert_max_num_queries):
    for number in ("1.1", "1.2", "1.3"):
        ProgressNoteFactory(task=plan.tasks.get(number=number), department=Department.objects.get(code="env"))
    with django_assert_max_num_queries(25):
        all_owed(plan, DAY)


PAGES = [
    "/board/2022-2025/tasks/",
    "/board/2022-2025/responsible/",
    "/board/2022-2025/projects/",
    "/board/2022-2025/changes/",
]


def test_every_list_stands_in_both_languages(plan, client):
    ObservationFactory(indicator=plan.indicators.get(number=13))
    for page in PAGES:
        assert client.get(page).status_code == 200
        assert client.get(f"/en{page}").status_code == 200
    for kind, code in (("departments", "env"), ("areas", "hongmei"), ("areas", "jingkai"), ("departments", "post")):
        assert client.get(reverse("board:office-detail", args=["2022-2025", kind, code])).status_code == 200
    assert client.get(reverse("board:office-detail", args=["2022-2025", "areas", "tianning"])).status_code == 404
    assert client.get(reverse("board:office-detail", args=["2022-2025", "things", "env"])).status_code == 404
    assert client.get(reverse("board:task-detail", args=["2022-2025", "9.9"])).status_code == 404
    assert "贯标" in client.get("/board/2022-2025/tasks/7.2/").content.decode()


def test_the_district_reads_who_owes_what_and_how_the_rooms_stand(plan):
    ProgressNoteFactory(
        task=plan.tasks.get(number="1.1"), department=Department.objects.get(code="env"), blocked="缺少专家"
    )
    user, desk = UserFactory(), Client()
    GrantFactory(user=user, role=Role.DISTRICT_REVIEWER)
    desk.force_login(with_second_factor(user))
    page = desk.get(reverse("board:owed-list", args=["2022-2025"])).content.decode()
    assert "缺少专家" in page
    assert "2026-03-31" in page
    rooms = desk.get(reverse("board:room-list"))
    cells, surveys, campaigns = (shown for _template, shown in rooms.context["panels"])
    assert (cells["applications"], surveys["fieldwork"]) == ([], [])
    assert campaigns["outreach"][0].area.code == "jingkai"


def test_a_certified_unit_counts_for_the_rooms_and_its_street(plan, now):
    case = Case(People(), now).to("certified")
    day = case.now.date()
    shown = work_at_a_glance(day, case.now)
    assert (shown["certified"], [(str(status), number) for status, number in shown["applications"]]) == (
        1,
        [("certified", 1)],
    )
    assert {one.office.code: one.cells for one in all_owed(plan, day) if one.cells} == {"hongmei": 1}


def test_officers_are_reminded_once_until_the_figure_is_in(plan, now):
    person, day = officer(Department.objects.get(code="env")), dt.date(2024, 2, 15)
    asked = remind_of_due_figures(now=now, on=day, plan=plan)
    assert asked == remind_of_due_figures(now=now, on=day, plan=plan) == 44
    mine = Task.objects.filter(user=person, kind="observation.enter", closed_at=None)
    before = mine.count()
    assert mine.first().due_on == dt.date(2024, 3, 31)
    said = entry(period="2023", owner=Department.objects.get(code="env"))
    enter_observation(actor=person, now=now, indicator=plan.indicators.get(number=13), entry=said)
    assert mine.count() == before - 1
    assert remind_of_due_figures(now=now, on=day, plan=plan) == asked - 1
    assert remind_of_due_figures(now=now, on=dt.date(2024, 1, 5), plan=plan) == 0


def test_the_reminder_runs_by_itself(plan, capsys):
    call_command("remind_due")
    assert "figures are asked for" in capsys.readouterr().out


@pytest.mark.django_db
def test_without_a_plan_there_is_nobody_to_remind():
    with pytest.raises(CommandError):
        call_command("remind_due")


def test_the_sketch_holds_every_area_once_and_none_over_another(plan):
    areas = Area.objects.exclude(kind="district")
    assert {area.code for area in areas} == set(settings.DISTRICT.map)
    covered = [
        (column + right, row + down)
        for column, row, wide, high in settings.DISTRICT.map.values()
        for right in range(wide)
        for down in range(high)
    ]
    assert len(covered) == len(set(covered))
    drawn = draw_map([Place(areas[0], "met", "3/3"), Place(Area(code="new"), "met", "")])
    assert len(drawn.tiles) == 1
    assert mark_of({"quota": 3, "verified": 2}) == ("information", "2/3")
    assert mark_of({"quota": None, "verified": 2}) == ("none", "2")


@pytest.mark.django_db
def test_a_street_officer_sees_what_the_own_street_owes():
    area = Area.objects.create(code="hongmei", name="红梅街道", kind="street", quarterly_event_quota=3)
    task = TaskFactory(number="7.2", name="打造垃圾分类示范区", all_areas=True, departments=[])
    desk = Client()
    desk.force_login(with_second_factor(street_officer(area)))
    page = desk.get(reverse("board:duty-list", args=["2022-2025"])).content.decode()
    assert task.name in page
    assert reverse("board:progress-create", args=["2022-2025", "tasks", "7.2"]) in page


@pytest.mark.django_db
def test_the_board_is_filtered_by_area(client):
    street = Area.objects.create(code="hongmei", name="红梅街道", kind="street")
    IndicatorFactory(number=13)
    IndicatorFactory(number=14, all_areas=True)
    groups = client.get("/board/2022-2025/", {"area": street.code}).context["groups"]
    assert [row.indicator.number for _, rows in groups for row in rows] == [14]
    assert PlanFactory().indicators.count() == 2
    assert not Observation.objects.exists()
