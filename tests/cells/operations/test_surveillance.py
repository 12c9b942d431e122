"""Rechecks, rectification, residents' looks, appeals, renewal, reminders."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cells.enums import ApplicationStatus as Status
from cells.enums import CertificateState as State
from cells.models import Certificate, Look, Pick, Scheme
from cells.operations.appeals import answer_appeal, file_appeal
from cells.operations.certification import change_certificate
from cells.operations.filing import save_answers
from cells.operations.renewal import start_renewal
from cells.operations.surveillance import (
    add_look,
    close_rectification,
    draw_picks,
    record_check,
    report_rectification,
    tend_certificates,
)
from portal.accounts.roles import Role
from portal.inbox.models import OutgoingMessage
from portal.inbox.queries import tasks_for
from tests.cells.operations.test_renewal import seen_again
from tests.factories.cells import granted
from tests.refusals import refused

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED


@pytest.fixture
def held(case):
    """A unit with its certificate."""
    return case.to(Status.CERTIFIED)


def told(user):
    return set(OutgoingMessage.objects.filter(user=user).values_list("kind", flat=True))


def check(held, result, **more):
    common = {"actor": held.people.district, "certificate": held.certificate, "now": held.now}
    return record_check(**common, result=result, note="标识脱落", **{"checked_on": held.now.date()} | more)


def test_something_is_put_right_in_time(held, people):
    row = check(held, "rectify")
    assert (row.rectify_by - held.now.date()).days == 21  # fifteen working days
    assert "cells.certificate_rectify" in told(held.member)
    assert [task.due_on for task in tasks_for(held.member)] == [row.rectify_by]
    with refused("unfit"):
        report_rectification(actor=held.member, check=row, report=" ", now=held.now)
    with pytest.raises(PermissionDenied):
        report_rectification(actor=people.resident, check=row, report="换了", now=held.now)
    report_rectification(actor=held.member, check=row, report="标识已换新", now=held.now)
    assert not tasks_for(held.member)
    assert [task.kind for task in tasks_for(people.district)] == ["cells.rectified"]
    with pytest.raises(PermissionDenied):
        close_rectification(actor=held.member, check=row, note="好了", now=held.now)
    close_rectification(actor=people.district, check=row, note="现场看过", now=held.now)
    assert not tasks_for(people.district)
    with refused("unfit"):
        close_rectification(actor=people.district, check=row, note="再关", now=held.now)
    assert Certificate.objects.get().state == State.VALID


def test_a_missed_deadline_waits_for_the_district(held, people):
    row = check(held, "rectify")
    held.later(days=(row.rectify_by - held.now.date()).days)
    tend_certificates(now=held.now)
    assert not tasks_for(people.district)
    tend_certificates(now=held.later(days=1).now)
    assert [task.kind for task in tasks_for(people.district)] == ["cells.overdue"]


def test_a_recheck_in_the_future_is_none(held):
    with refused("unfit"):
        check(held, "passed", checked_on=held.now.date() + timedelta(days=1))
    assert not check(held, "passed").is_open


def test_looks_raise_the_priority_and_nothing_else(held, people):
    scheme = Scheme.objects.get()
    Scheme.objects.update(random_percent=0)
    key = uuid.uuid4()
    for days in range(3):
        common = {"certificate": held.certificate, "impression": "bins", "now": held.now + timedelta(days=days)}
        add_look(key=key, **common)
        add_look(key=uuid.uuid4(), **common)
        if days < 2:
            assert draw_picks(actor=people.district, scheme=scheme, now=common["now"]) == []
    assert Look.objects.count() == 4
    (pick,) = draw_picks(actor=people.district, scheme=scheme, now=common["now"])
    assert pick.reasons == [["looks", {"days": "3"}]]
    assert Certificate.objects.get().state == State.VALID
    held.now = common["now"]
    row = check(held, "passed")
    assert Pick.objects.get().check_made == row


def test_a_flood_of_looks_is_bounded(held, monkeypatch):
    monkeypatch.setattr("cells.operations.surveillance.LOOKS_A_DAY", 2)
    for _number in range(4):
        add_look(certificate=held.certificate, key=uuid.uuid4(), impression="sorting", now=held.now)
    assert Look.objects.count() == 2


def test_a_quarter_is_drawn_once_with_a_seed_that_nobody_chose(held, people):
    scheme = Scheme.objects.get()
    (pick,) = draw_picks(actor=people.district, scheme=scheme, now=held.now)
    assert [kind for kind, _values in pick.reasons] == ["random"]
    assert len(pick.seed) == 64
    assert draw_picks(actor=people.district, scheme=scheme, now=held.now) == []
    with pytest.raises(PermissionDenied):
        draw_picks(actor=people.officer, scheme=scheme, now=held.now)


@pytest.fixture
def suspended(held, people):
    common = {"actor": people.deputy, "certificate": held.certificate, "now": held.now}
    held.certificate = change_certificate(**common, step="suspend", reason="台账不实")
    return held


def test_an_appeal_is_answered_by_another_and_restores(suspended, people):
    common = {"certificate": suspended.certificate, "now": suspended.now}
    with pytest.raises(PermissionDenied):
        file_appeal(actor=people.resident, text="不服", **common)
    appeal = file_appeal(actor=suspended.member, text="台账在二楼档案室", **common)
    with refused("unfit"):
        file_appeal(actor=suspended.member, text="再诉", **common)
    verdict = {"appeal": appeal, "is_upheld": True, "answer": "台账属实，处理有误。", "now": suspended.now}
    assert not tasks_for(people.deputy).filter(kind="cells.appeal").exists()
    assert tasks_for(people.district).filter(kind="cells.appeal").exists()
    with pytest.raises(PermissionDenied):
        answer_appeal(actor=people.deputy, **verdict)
    other = granted(Role.DISTRICT_REVIEWER)
    with refused("unfit"):
        answer_appeal(actor=other, **verdict | {"answer": " "})
    answer_appeal(actor=other, **verdict)
    assert Certificate.objects.get().state == State.VALID
    assert "cells.certificate_appeal" in told(suspended.member)
    with refused("closed"):
        answer_appeal(actor=other, **verdict)


def test_an_appeal_dismissed_or_late_changes_nothing(suspended, people):
    common = {"actor": suspended.member, "certificate": suspended.certificate}
    appeal = file_appeal(**common, text="不服", now=suspended.now)
    other = granted(Role.DISTRICT_REVIEWER)
    answer_appeal(actor=other, appeal=appeal, is_upheld=False, answer="查证属实。", now=suspended.now)
    assert Certificate.objects.get().state == State.SUSPENDED
    with refused("closed"):
        file_appeal(**common, text="不服", now=suspended.now + timedelta(days=60))
    with refused("unfit"):
        file_appeal(**common, text=" ", now=suspended.now)


def test_a_renewal_begins_with_the_last_file_and_replaces_the_certificate(held, people):
    former = held.row
    held.certificate.valid_until = held.now.date() + timedelta(days=60)
    held.certificate.save()
    row = start_renewal(actor=held.member, certificate=held.certificate, now=held.now)
    assert {answer.criterion: (answer.state, answer.value, answer.note) for answer in row.answers.all()} == {
        answer.criterion: (answer.state, answer.value, answer.note) for answer in former.answers.all()
    }
    assert row.answers.get(criterion="JG-A1").evidence.get().url == "https://example.org/JG-A1"
    old, held.row = held.certificate, row
    save_answers(actor=held.member, application=row, entries=seen_again(row), now=held.now)
    for step in ("submit", "prereview", "accept", "assign", "evaluate_both", "decide", "notice"):
        getattr(held, step)()
    held.later(days=10).certify()
    old.refresh_from_db()
    assert (old.state, old.replaced_by, held.certificate.state) == (State.REPLACED, held.certificate, State.VALID)


def test_units_are_reminded_once_before_the_end(held):
    Scheme.objects.update(reminder_days=[90, 30])
    end = held.certificate.valid_until
    moments = {days: held.now + timedelta(days=(end - held.now.date()).days - days) for days in (91, 90, 89, 30, 0, -1)}
    sent = [tend_certificates(now=moment) for moment in moments.values()]
    assert sent == [0, 1, 0, 1, 0, 0]
    assert "cells.certificate_ending" in told(held.member)
    assert [task.kind for task in tasks_for(held.member)] == ["cells.renew"]
