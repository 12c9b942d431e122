"""The release calendar: nothing before its minute, all after, and no day is moved without a word that everyone reads."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.board.enums import FigureState, ReleaseState
from portal.board.figures.drift import drifts
from portal.board.models import Observation, Release
from portal.board.operations import (
    approve_observation,
    cancel_release,
    confirm_release,
    decline_observation,
    enter_observation,
    open_releases,
    plan_release,
    postpone_release,
    revise_observation,
)
from portal.board.results.pack import pack_of
from portal.board.targets.periods import parse_period
from portal.board.triggers import GUARDS
from portal.board.workflow import RELEASES
from portal.inbox.models import Task
from portal.ledger import guards
from portal.procedure.refusals import Refused
from portal.procedure.steps import NOWHERE
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.board import IndicatorFactory, entry, officer

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 10)
MINUTE = dt.datetime(2026, 12, 10, 1, 0, tzinfo=dt.UTC)  # nine in the district
BEFORE = MINUTE - dt.timedelta(seconds=1)


def person(role=Role.DISTRICT_ADMINISTRATOR):
    return GrantFactory(user=UserFactory(), role=role).user


@pytest.fixture
def indicator():
    return IndicatorFactory()


@pytest.fixture
def release(indicator, now) -> Release:
    return plan_release(actor=person(), now=now, plan=indicator.plan, period="2024", day=DAY)


@pytest.fixture
def confirmed(release, now) -> Release:
    return confirm_release(actor=person(), now=now, release=release)


def approved(indicator, now, **said) -> Observation:
    held = enter_observation(actor=officer(), now=now, indicator=indicator, entry=entry(**said))
    return approve_observation(actor=officer(), now=now, observation=held)


# state: the steps that may follow
STEPS = {
    NOWHERE: {"plan"},
    ReleaseState.PROVISIONAL: {"confirm", "postpone", "cancel"},
    ReleaseState.CONFIRMED: {"postpone", "cancel", "publish"},
    ReleaseState.POSTPONED: {"confirm", "postpone", "cancel"},
    ReleaseState.PUBLISHED: set(),
    ReleaseState.CANCELLED: set(),
}


@pytest.mark.parametrize("state", STEPS, ids=str)
def test_which_step_may_follow(state):
    assert {step.name for step in RELEASES.open_steps(state)} == STEPS[state]


def carriers(client: Client) -> dict[str, str]:
    """Everything that carries a figure to the public."""
    board = "/board/2022-2025"
    with zipfile.ZipFile(io.BytesIO(client.get(f"{board}/data.zip").content)) as archive:
        package = "".join(archive.read(name).decode() for name in archive.namelist())
    said = {
        name: client.get(f"{board}/{name}").content.decode()
        for name in ("", "13/", "13/embed/", "13/data.csv", "changes/", "changes.xml", "decisions/")
        if name != "decisions/"
    }
    said |= {
        name: client.get(f"{board}/{name}").content.decode()
        for name in ("api/v1/indicators/13", "data/observations.csv")
    }
    return {**said, "package": package}


def test_nothing_appears_before_its_minute_and_all_of_it_after(confirmed, indicator, now):
    """Page, embed, files, package, programs, feed and report: on one side of the minute none, on the other each."""
    held = approved(indicator, now, value=Decimal("97.31"))
    assert held.state == FigureState.CLEARED
    client = Client()
    assert open_releases(now=BEFORE) == []
    assert [name for name, text in carriers(client).items() if "97.31" in text] == []
    assert "97.31" not in str(_report(indicator))
    assert open_releases(now=MINUTE) == [confirmed]
    assert open_releases(now=MINUTE) == []
    held.refresh_from_db()
    assert (held.state, held.approved_at) == (FigureState.PUBLISHED, MINUTE)
    assert [name for name, text in carriers(client).items() if "97.31" not in text] == []
    assert "97.31" in str(_report(indicator))
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.published_at) == (ReleaseState.PUBLISHED, MINUTE)
    assert drifts() == []


def _report(indicator) -> list:
    rows = pack_of(indicator.plan, parse_period("2025"), DAY).rows
    return [row.value for row in rows]


def test_other_periods_and_what_comes_after_the_release_appear_at_once(confirmed, indicator, now):
    assert approved(indicator, now, period="2023").state == FigureState.PUBLISHED
    approved(IndicatorFactory(number=14), now)
    open_releases(now=MINUTE)
    assert approved(indicator, now).state == FigureState.PUBLISHED


def test_two_persons_and_no_day_that_has_passed(release, indicator, now):
    with pytest.raises(PermissionDenied):
        confirm_release(actor=release.set_by, now=now, release=release)
    with pytest.raises(PermissionDenied):
        plan_release(actor=person(Role.DISTRICT_REVIEWER), now=now, plan=indicator.plan, period="2025", day=DAY)
    with pytest.raises(Refused, match="period"):
        plan_release(actor=person(), now=now, plan=indicator.plan, period="2024", day=DAY)
    with pytest.raises(Refused, match="day"):
        plan_release(actor=person(), now=now, plan=indicator.plan, period="2025", day=now.date())
    assert Task.objects.waiting().filter(kind="release.confirm").exists()
    confirm_release(actor=person(Role.DISTRICT_REVIEWER), now=now, release=release)
    assert not Task.objects.waiting().filter(kind="release.confirm").exists()


def test_a_day_is_moved_only_to_a_later_one_for_a_reason_that_everyone_reads(confirmed, indicator, now):
    approved(indicator, now)
    mover = person()
    with pytest.raises(Refused, match="reason"):
        postpone_release(actor=mover, now=now, release=confirmed, day=dt.date(2026, 12, 20), reason=" ")
    with pytest.raises(Refused, match="day"):
        postpone_release(actor=mover, now=now, release=confirmed, day=DAY, reason="x")
    moved = postpone_release(
        actor=mover, now=now, release=confirmed, day=dt.date(2026, 12, 20), reason="台账核对尚未完成"
    )
    assert (moved.state, moved.confirmed_by) == (ReleaseState.POSTPONED, None)
    page = Client().get(reverse("board:release-list")).content.decode()
    assert "台账核对尚未完成" in page
    assert "2026-12-20" in page
    assert open_releases(now=MINUTE) == []
    with pytest.raises(PermissionDenied):
        confirm_release(actor=mover, now=now, release=moved)
    confirm_release(actor=person(), now=now, release=moved)
    assert open_releases(now=MINUTE) == []
    assert open_releases(now=MINUTE + dt.timedelta(days=10)) == [moved]


def test_what_was_approved_for_it_is_not_forgotten_by_cancelling(confirmed, indicator, now):
    held = approved(indicator, now)
    with pytest.raises(Refused):
        cancel_release(actor=person(), now=now, release=confirmed, reason="期次有误")
    returned = decline_observation(actor=officer(), now=now, observation=held, reason="分母有误")
    assert returned.state == FigureState.RETURNED
    cancelled = cancel_release(actor=person(), now=now, release=confirmed, reason="期次有误")
    assert cancelled.state == ReleaseState.CANCELLED
    revised = revise_observation(actor=officer(), now=now, observation=returned, entry=entry(), reason="已改正分母")
    assert approve_observation(actor=officer(), now=now, observation=revised).state == FigureState.PUBLISHED
    again = plan_release(actor=person(), now=now, plan=indicator.plan, period="2024", day=DAY)
    assert again.pk != cancelled.pk
    assert drifts() == []


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_a_day_that_passes_without_its_figures_is_told_and_shown(release, now, is_confirmed):
    if is_confirmed:
        confirm_release(actor=person(), now=now, release=release)
    for _ in range(2):
        assert open_releases(now=MINUTE) == []
    task = Task.objects.waiting().get(kind="release.missed")
    assert task.role == Role.DISTRICT_ADMINISTRATOR
    postpone_release(actor=person(), now=MINUTE, release=release, day=dt.date(2026, 12, 31), reason="尚未收齐")
    assert not Task.objects.waiting().filter(kind="release.missed").exists()


def test_the_command_publishes_what_is_due(confirmed, indicator, now, monkeypatch):
    approved(indicator, now)
    monkeypatch.setattr("portal.board.management.commands.open_releases.clock.now", lambda: MINUTE)
    call_command("open_releases")
    assert Observation.objects.published().count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE board_release SET day = '2027-01-01'",
        "UPDATE board_release SET period = '2025'",
        "DELETE FROM board_release",
    ],
)
def test_nobody_moves_a_day_quietly(release, sql):
    """The database refuses it, and the alarm names who did it past the guard."""
    with pytest.raises(IntegrityError, match="announced"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    guards.remove(connection, GUARDS)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    guards.install(connection, GUARDS)
    what = "gone" if sql.startswith("DELETE") else "record"
    assert [(one.subject, one.what) for one in drifts()] == [(f"board.release:{release.public_id}", what)]
