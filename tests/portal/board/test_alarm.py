"""The drift alarm: what was changed beside the portal is found, and the auditor is told until it holds again."""

import subprocess

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from campaigns.models import Event
from campaigns.operations import report_event, verify_event
from cells.triggers import GUARDS
from portal.accounts.roles import Role
from portal.board.figures.drift import drifts
from portal.board.management.commands import check_drift
from portal.board.models import Observation, ObservationEvidence
from portal.board.operations import approve_observation, enter_observation
from portal.inbox.models import Task
from portal.ledger import guards
from portal.ledger.queries import AT_ONCE, altered
from tests.factories import campaigns
from tests.factories.accounts import UserFactory
from tests.factories.board import IndicatorFactory, entry, officer
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(now):
    return enter_observation(actor=officer(), now=now, indicator=IndicatorFactory(), entry=entry(files=[upload()]))


@pytest.fixture
def published(entered, now):
    return approve_observation(actor=officer(), now=now, observation=entered)


@pytest.fixture
def verified(now):
    """An event as it comes into the figure of the outreach quota."""
    area = campaigns.AreaFactory()
    event = report_event(actor=campaigns.officer(area), now=now, area=area, filing=campaigns.filing())
    return verify_event(actor=campaigns.reviewer(), now=now, event=event)


def found() -> list[str]:
    return [drift.what for drift in drifts()]


def test_a_trigger_that_fell_is_told_of_and_one_that_stands_again_is_not(now):
    guards.remove(connection, GUARDS[:1])
    with pytest.raises(CommandError):
        call_command("check_drift")
    fallen = [task.subject for task in Task.objects.waiting().filter(role=Role.AUDITOR)]
    assert fallen
    assert all(subject.startswith("trigger:cells_") for subject in fallen)
    guards.install(connection, GUARDS)
    call_command("check_drift")
    assert not Task.objects.waiting().filter(role=Role.AUDITOR).exists()


def test_a_figure_that_was_published_in_the_database_has_no_approval(entered, now):
    assert found() == []
    Observation.objects.update(approved_by=UserFactory(), approved_at=now)
    assert found() == ["approval"]


def test_a_published_figure_that_is_taken_back_or_away_is_missed(published):
    assert found() == []
    Observation.objects.update(approved_by=None, approved_at=None)
    assert found() == ["approval"]
    published.evidence.all().delete()
    Observation.objects.all().delete()
    assert found() == ["gone"]


def test_evidence_that_is_taken_away_is_missed(published):
    ObservationEvidence.objects.all().delete()
    assert found() == ["evidence"]


def test_a_record_changed_in_the_database_alarms_the_auditor_until_it_is_put_right(verified):
    call_command("check_drift")
    Event.objects.update(area=campaigns.AreaFactory(code="zhenglu"))
    for _ in range(2):
        with pytest.raises(CommandError, match="1 figures"):
            call_command("check_drift")
    task = Task.objects.waiting().get(kind="board.drift")
    assert (task.role, task.subject) == (Role.AUDITOR, f"campaigns.event:{verified.public_id}")
    assert str(verified.public_id) in task.link
    assert str(verified.public_id) in task.text
    Event.objects.update(area=verified.area)
    call_command("check_drift")
    assert not Task.objects.waiting().filter(kind="board.drift").exists()


def test_a_record_of_which_the_ledger_says_nothing_is_found():
    made = campaigns.EventFactory()
    assert [(drift.subject, drift.what) for drift in drifts()] == [(f"campaigns.event:{made.public_id}", "record")]


def test_as_many_questions_for_many_records_as_for_few(verified, django_assert_num_queries):
    assert AT_ONCE > 1
    for count in (1, 3):
        while Event.objects.count() < count:
            campaigns.EventFactory()
        with django_assert_num_queries(2):
            assert len(list(altered(Event.objects.all(), lambda event: {"state": event.state}))) == count - 1


def test_looking_writes_nothing_and_the_alarm_is_raised_here(published, monkeypatch, capsys):
    """As on SQLite: the process that compares is not the one that writes."""
    Observation.objects.update(source="x")
    call_command("check_drift", "--look")
    looked = capsys.readouterr().out
    assert not Task.objects.filter(kind="board.drift").exists()
    asked = []

    def run(words, **options):
        asked.append(words[1:])
        return subprocess.CompletedProcess(words, 0, looked, "")

    monkeypatch.setattr(check_drift.subprocess, "run", run)
    call_command("check_drift", "--apart")  # what it finds is no fault of the duty
    assert asked == [["manage.py", "check_drift", "--look"]]
    assert Task.objects.filter(kind="board.drift").count() == 1


def test_a_look_that_fails_is_told_of(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "no such table")
    monkeypatch.setattr(check_drift.subprocess, "run", lambda words, **options: failed)
    with pytest.raises(CommandError, match="no such table"):
        call_command("check_drift", "--apart")
