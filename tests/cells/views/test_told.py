"""What the unit reads of a decision on it."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import MarkState
from cells.operations.filing import Entry

pytestmark = pytest.mark.django_db


def test_a_refused_unit_reads_what_was_found_but_not_by_whom(case, people, client_of, at):
    failed = Entry("JG-G3", MarkState.GIVEN, {"met": False}, "后门仍有混装")
    case.to(Status.EVALUATING).evaluate(people.first, JG_G3=failed)
    at(case.now)
    show, client = reverse("cells:application-show", args=[case.row.public_id]), client_of(case.member)
    assert "后门仍有混装" not in client.get(show).content.decode()
    case.evaluate(people.second)
    assert "后门仍有混装" not in client.get(show).content.decode()
    case.decide("")
    page = client.get(show).content.decode()
    assert "后门仍有混装" in page
    assert "否决项不符合" in page
    assert people.first.name not in page
    notes = [evaluation["notes"] for evaluation in case.row.decision.frozen["evaluations"]]
    assert notes == [{"JG-G3": "后门仍有混装"}, {}]


def test_a_desk_shows_the_oldest_and_says_how_many_there_are(case, people, client_of, at, monkeypatch):
    monkeypatch.setattr("cells.views.guard.DESK_SIZE", 0)
    case.to(Status.SUBMITTED)
    at(case.now)
    page = client_of(people.officer).get(reverse("cells:review-list")).content.decode()
    assert "共 1 件，先列最早的 0 件" in page
