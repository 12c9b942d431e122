"""Over the turn of the year: deadlines without a list are provisional, and follow it once it is here."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from cells.enums import ApplicationStatus as Status
from cells.enums import CertificateState as State
from cells.models import NoticeBatch, NoticeEntry
from cells.operations.appeals import appeal_until, file_appeal
from cells.operations.certification import change_certificate
from cells.operations.deadlines import follow_calendar
from cells.operations.objections import answer_objection, file_objection
from cells.operations.prereview import return_application
from cells.operations.surveillance import record_check, tend_certificates
from portal.directory.holiday_notice import read_notice
from portal.directory.models import CalendarDay
from portal.inbox.models import OutgoingMessage, Task
from portal.inbox.operations import follow_calendar as follow_in_tasks
from portal.inbox.results import OVERDUE, task_rows
from portal.ledger.models import Entry
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NOTICES = Path(__file__).parents[2] / "portal/directory/notices"
LIST = {row.day: row.is_workday for row in read_notice((NOTICES / "made-up-2027.txt").read_text(), 2027).days}
MONDAY = datetime.fromisoformat("2026-12-28T09:00:00+08:00")


@pytest.fixture
def case(case):
    case.now = MONDAY
    return case


def listed(case):
    """The list comes in; what is open follows it."""
    rows = [CalendarDay(date=day, is_workday=works) for day, works in LIST.items()]
    CalendarDay.objects.bulk_create(rows)
    moved = follow_calendar(actor=None, before={}, after=LIST, now=case.now)
    assert follow_in_tasks(before={}, after=LIST) >= (moved > 0)
    case._fresh()
    return moved


def moves():
    return [
        (entry.before, entry.after) for entry in Entry.objects.filter(action="deadline.follow").order_by("sequence")
    ]


def test_a_notice_opens_with_a_provisional_end_and_ends_once_the_list_is_here(case):
    case.to(Status.IN_NOTICE)
    # Tuesday to Thursday, Friday by its weekday alone, Monday.
    assert case.row.notice_entry.due_on == date(2027, 1, 4)
    assert OutgoingMessage.objects.get(kind="cells.in_notice").values["is_provisional"] is True
    case.later(days=30)
    with refused("unfit"):
        case.certify()
    assert listed(case) == 2
    assert (case.row.notice_entry.due_on, NoticeBatch.objects.get().due_on) == (date(2027, 1, 5), date(2027, 1, 5))
    assert Task.objects.get(kind="cells.certify").due_on == date(2027, 1, 5)
    assert moves() == [({"due_on": "2027-01-04"}, {"due_on": "2027-01-05"})] * 2
    assert case.certify().row.status == Status.CERTIFIED
    assert case.certificate.number == "TNWF-2027-0001"


def test_an_objection_is_heard_while_the_end_is_provisional(case):
    case.to(Status.IN_NOTICE).later(days=30)
    objection = file_objection(actor=None, entry=case.row.notice_entry, text="混装", now=case.now)
    case._fresh()
    answer = {"actor": case.people.deputy, "objection": objection, "answer": "不属实", "is_upheld": False}
    answer_objection(**answer, now=case.now)
    assert NoticeEntry.objects.get().due_on >= date(2027, 1, 27)


def test_a_clock_that_stands_still_keeps_its_days(case):
    case.to(Status.IN_NOTICE).later(days=1)
    objection = file_objection(actor=None, entry=case.row.notice_entry, text="混装", now=case.now)
    listed(case)
    # Four days were left on the 29th: 30, 31, 4 January, 5 January.
    assert case.row.notice_entry.due_on == date(2027, 1, 5)
    case.later(days=7)
    answer = {"actor": case.people.deputy, "objection": objection, "answer": "不属实", "is_upheld": False}
    answer_objection(**answer, now=case.now)
    case._fresh()
    assert case.row.notice_entry.due_on == date(2027, 1, 11)


def test_past_the_end_nobody_objects_once_the_list_is_here(case):
    case.to(Status.IN_NOTICE).later(days=30)
    listed(case)
    with refused("closed"):
        file_objection(actor=None, entry=case.row.notice_entry, text="混装", now=case.now)


def test_offices_and_corrections_follow(case):
    case.to(Status.SUBMITTED)
    assert case.row.due_on == date(2027, 1, 11)
    return_application(
        actor=case.people.officer,
        application=case.row,
        revision=case.row.revision,
        items=["JG-A1"],
        note="补照片",
        now=case.now,
    )
    case._fresh()
    assert case.row.return_due_on == date(2027, 1, 11)
    assert listed(case) == 1
    assert case.row.return_due_on == date(2027, 1, 12)
    assert {task.due_on for task in Task.objects.waiting()} == {date(2027, 1, 12)}


def test_a_rectification_is_overdue_only_for_certain(case, people):
    case.now = MONDAY - timedelta(days=27)
    case.to(Status.CERTIFIED)
    case.now = MONDAY
    check = {"actor": people.district, "certificate": case.certificate, "checked_on": MONDAY.date(), "note": "脱落"}
    row = record_check(**check, result="rectify", now=MONDAY)
    assert row.rectify_by == date(2027, 1, 18)
    task = Task.objects.get(kind="cells.rectify")
    case.later(days=60)
    tend_certificates(now=case.now)
    assert not Task.objects.filter(kind="cells.overdue").exists()
    assert task_rows([task], case.now.date())[0].urgency != str(OVERDUE[1])
    assert listed(case) == 1
    row.refresh_from_db()
    assert row.rectify_by == date(2027, 1, 19)
    tend_certificates(now=case.now)
    assert Task.objects.filter(kind="cells.overdue").exists()
    task.refresh_from_db()
    assert task_rows([task], case.now.date())[0].urgency == str(OVERDUE[1])


def test_an_appeal_is_heard_while_its_end_is_provisional(case, people):
    case.now = MONDAY - timedelta(days=27)
    case.to(Status.CERTIFIED)
    common = {"actor": people.deputy, "certificate": case.certificate, "reason": "复核不符"}
    change_certificate(**common, step="suspend", now=MONDAY)
    case.certificate.refresh_from_db()
    last = appeal_until(case.certificate)
    assert (last.day, last.is_provisional, case.certificate.state) == (date(2027, 1, 11), True, State.SUSPENDED)
    file_appeal(actor=case.member, certificate=case.certificate, text="已改", now=MONDAY + timedelta(days=60))
    listed(case)
    assert (appeal_until(case.certificate).day, appeal_until(case.certificate).is_provisional) == (
        date(2027, 1, 12),
        False,
    )


def test_the_database_lets_the_last_day_of_a_notice_become_later_and_never_earlier(case):
    case.to(Status.IN_NOTICE)
    NoticeBatch.objects.update(due_on=date(2027, 1, 5))
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeBatch.objects.update(due_on=date(2027, 1, 4))
