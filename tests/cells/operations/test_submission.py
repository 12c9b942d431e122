"""Handing in, being sent back, handing in again: copies, clocks and what was changed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import MarkState
from cells.models import Submission
from cells.operations.filing import Entry, attach_evidence, save_answers, submit_application
from cells.operations.prereview import return_application
from cells.results.submissions import changes_of, handed_in
from portal.inbox.models import Task
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def sent_back(case, items=("JG-C2", "JG-A2"), **later):
    case.later(**later)
    return_application(
        actor=case.people.officer,
        application=case.row,
        revision=case.row.revision,
        items=items,
        note="补照片",
        now=case.now,
    )
    return case._fresh()


@pytest.fixture
def returned(case):
    return sent_back(case.to(Status.SUBMITTED), days=1)


def corrected(case, code="JG-A2", value=None, note=""):
    answer = case.row.answers.get(criterion=code)
    entry = Entry(code, MarkState.GIVEN, value or answer.value, note, answer.revision)
    save_answers(actor=case.member, application=case.row, entries=[entry], now=case.now)


def test_what_is_handed_in_is_kept_whole_and_never_changes(case):
    case.to(Status.SUBMITTED)
    kept = Submission.objects.get()
    codes = list(case.row.rubric.sheet.criteria)
    assert set(kept.answers) == set(codes)
    assert [item["code"] for item in handed_in(case.row, kept)] == codes
    assert kept.answers["JG-A1"]["evidence"] == [{"name": "https://example.org/JG-A1", "sha256": ""}]
    assert (kept.number, kept.corrects, kept.score, len(kept.digest)) == (1, [], 100, 64)
    assert "36 个月" in kept.statement
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.update(score=1)


def test_the_clock_of_the_street_stands_still_while_the_unit_corrects(case):
    """2026-11-24 is a Tuesday: ten working days end on 8 December; two are used up when the file goes back."""
    case.to(Status.SUBMITTED)
    assert case.row.due_on == date(2026, 12, 8)
    assert Task.objects.get(kind="cells.prereview", closed_at=None).due_on == date(2026, 12, 8)
    sent_back(case, days=2)
    assert (case.row.due_on, case.row.workdays_left) == (None, 8)
    case.later(days=11)
    case.submit()
    assert case.now.date() == date(2026, 12, 7)
    assert case.row.due_on == date(2026, 12, 17)
    assert case.prereview().row.due_on == date(2026, 12, 14)
    assert case.accept().row.due_on == date(2026, 12, 14)


def test_a_street_that_used_up_its_days_has_one_more_after_the_correction(case):
    sent_back(case.to(Status.SUBMITTED), days=16)
    assert case.row.workdays_left == 0
    assert case.submit().row.due_on == (case.now + timedelta(days=1)).date()


def test_a_year_without_calendar_hinders_nobody_from_handing_in(case):
    case.now = case.now.replace(year=2039)
    assert case.to(Status.SUBMITTED).row.due_on == date(2039, 12, 8)


def test_only_the_named_items_open_and_the_others_stay_byte_for_byte(returned):
    before = {row.criterion: (row.value, row.note, row.revision) for row in returned.row.answers.all()}
    for code in ("JG-A1", "JG-B1"):
        with refused("closed"):
            corrected(returned, code, note="改")
        with refused("closed"):
            attach_evidence(
                actor=returned.member,
                application=returned.row,
                criterion=code,
                url="https://example.org/new",
                now=returned.now,
            )
    unknown = Entry("NOT-A-CODE", MarkState.GIVEN)
    with pytest.raises(PermissionDenied):
        save_answers(actor=returned.member, application=returned.row, entries=[unknown], now=returned.now)
    corrected(returned, note="已补")
    after = {row.criterion: (row.value, row.note, row.revision) for row in returned.row.answers.all()}
    assert {code for code in before if before[code] != after[code]} == {"JG-A2"}


def test_the_difference_names_each_change_and_what_was_left_alone(returned):
    corrected(returned, value={"number": "11"}, note="缺一月")
    attach_evidence(
        actor=returned.member,
        application=returned.row,
        criterion="JG-A2",
        url="https://example.org/ledger",
        now=returned.now,
    )
    assert changes_of(returned.row) == []
    returned.submit()
    one, two = changes_of(returned.row)
    assert (one.code, one.is_changed, one.added, one.removed) == ("JG-A2", True, ["https://example.org/ledger"], [])
    assert (one.before, one.after, one.notes) == ("个月: 12", "个月: 11", ("无", "缺一月"))
    assert (two.code, two.is_changed) == ("JG-C2", False)
    assert [row.corrects for row in Submission.objects.all()] == [[], ["JG-A2", "JG-C2"]]


def test_street_and_unit_see_the_difference(returned, people, client_of, at):
    at(returned.now)
    corrected(returned, note="已补")
    returned.submit()
    for person, page in ((people.officer, "cells:review-show"), (returned.member, "cells:application-show")):
        text = client_of(person).get(reverse(page, args=[returned.row.public_id])).content.decode()
        assert "退回后的改动" in text
        assert "此项没有改动" in text


def test_the_receipt_is_the_units_own(case, people, client_of, at):
    at(case.now)
    client = client_of(case.member)
    case.fill()
    submit = reverse("cells:application-submit", args=[case.row.public_id])
    page = client.post(submit, {"agreed": "on", "name": "王小明"}, follow=True)
    address = reverse("cells:receipt-show", args=[case.row.public_id, 1])
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == address
    assert f"{case.row.reference}-1" in text
    assert Submission.objects.get().digest in text
    assert "王小明" not in text
    assert client.get(reverse("cells:receipt-show", args=[case.row.public_id, 2])).status_code == 404
    for person in (people.officer, people.resident):
        assert client_of(person).get(address).status_code == 404


def test_nothing_is_handed_in_without_a_name(case):
    with refused("unfit"):
        submit_application(actor=case.member, application=case.fill().row, name=" ", now=case.now)
    assert not Submission.objects.exists()
