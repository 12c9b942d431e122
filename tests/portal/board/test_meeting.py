"""The meeting's page begins with what somebody has to do: held up, late, ended without a word, new."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.board.enums import Progress
from portal.board.results.meeting import agenda_of, ended_without_a_word
from portal.board.results.responsibility import project_rows
from portal.directory.models import PlanProject
from tests.factories.board import ENTERED_AT, IndicatorFactory, ObservationFactory, PlanFactory
from tests.factories.progress import ProgressNoteFactory, ProjectFactory, TaskFactory
from tests.portal.board.made_plan import desk

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
HELP = "请区资规分局协调用地"


@pytest.fixture
def held_up():
    return ProgressNoteFactory(task=TaskFactory(), standing=Progress.HELD_UP, blocked=HELP)


def test_the_page_says_first_what_is_held_up_late_silent_and_new(held_up):
    IndicatorFactory(number=14)
    ProjectFactory(number=3, period="2022-2023")
    ObservationFactory(indicator=IndicatorFactory(number=13), value="97.2", approved_at=ENTERED_AT)
    page = desk(Role.DISTRICT_REVIEWER).get(reverse("board:decision-list", args=["2022-2025"])).content.decode()
    places = [page.index(words) for words in (HELP, "尚未报告完成的工程", "逾期未报的单位", "尚未达标的指标")]
    assert places == sorted(places)
    agenda = agenda_of(PlanFactory(), now=ENTERED_AT + dt.timedelta(days=5), today=TODAY)
    assert [note for _noted, note in agenda.blocked] == [held_up]
    assert [one.office.code for one in agenda.late] == ["env"]
    assert [held.indicator.number for held in agenda.changes] == [13]
    assert agenda_of(PlanFactory(), now=ENTERED_AT + dt.timedelta(days=100), today=TODAY).changes == []


# Its years, what its office said last, the day, and whether it is marked.
SILENT = [
    ("2022-2023", None, dt.date(2023, 12, 31), False),
    ("2022-2023", None, dt.date(2024, 1, 1), True),
    ("2022-2023", Progress.UNDER_WAY, dt.date(2024, 1, 1), True),
    ("2022-2023", Progress.DONE, dt.date(2024, 1, 1), False),
    ("2023年", None, dt.date(2024, 1, 1), True),
    ("长期", None, dt.date(2030, 1, 1), False),
]


@pytest.mark.parametrize(("period", "said", "day", "is_marked"), SILENT)
def test_a_project_that_ended_without_a_word_is_marked(period, said, day, is_marked):
    project = ProjectFactory(number=3, period=period)
    if said:
        ProgressNoteFactory(task=None, project=project, standing=said)
    found = ended_without_a_word(project_rows(project.plan), day)
    assert [noted.subject for noted in found] == ([project] if is_marked else [])


def test_everyone_reads_the_mark(held_up):
    ProjectFactory(number=3, period="2022-2023")
    assert "期限已过" in Client().get("/board/2022-2025/projects/").content.decode()
    PlanProject.objects.update(period="2022-2099")
    assert "期限已过" not in Client().get("/en/board/2022-2025/projects/").content.decode()


def test_as_many_questions_for_many_changes_as_for_few(held_up, django_assert_max_num_queries):
    client, address = desk(Role.DISTRICT_REVIEWER), reverse("board:decision-list", args=["2022-2025"])
    for number in (1, 2, 3):
        ObservationFactory(indicator=IndicatorFactory(number=number))
    client.get(address)
    with django_assert_max_num_queries(45):
        client.get(address)
