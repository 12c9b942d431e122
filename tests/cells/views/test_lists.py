"""A list asks the database as often for three rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.operations.awards import enter_award
from tests.cells.awards import award_fields
from tests.factories.cells import Case, kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("route", "who", "status"),
    [
        ("cells:application-list", "member", Status.DRAFT),
        ("cells:review-list", "officer", Status.SUBMITTED),
        ("cells:review-list", "officer", Status.PREREVIEWED),
        ("cells:case-list", "officer", Status.SUBMITTED),
        ("cells:case-list", "district", Status.SUBMITTED),
        ("cells:evaluation-list", "first", Status.EVALUATING),
        ("cells:decision-list", "district", Status.PREREVIEWED),
        ("cells:notice-list", None, Status.IN_NOTICE),
        ("cells:register-list", None, Status.CERTIFIED),
        ("cells:certificate-list", "district", Status.CERTIFIED),
    ],
)
def test_lists_ask_as_often_for_three_rows_as_for_one(people, now, route, who, status, client_of, at):
    case = Case(people, now).to(status) if status != Status.DRAFT else Case(people, now)
    at(case.now)
    person = case.member if who == "member" else getattr(people, who) if who else None
    client = client_of(person) if person else Client()
    client.get(reverse(route))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(route))
    for _ in range(2):
        other = Case(people, now).to(status) if status != Status.DRAFT else Case(people, now)
        if who == "member":
            other.organisation.memberships.update(user=case.member)
    with CaptureQueriesContext(connection) as three:
        assert client.get(reverse(route)).status_code == 200
    assert len(three) <= len(one), [query["sql"] for query in three.captured_queries]


def test_awards_on_paper_are_asked_for_as_often(people, now, client_of, at):
    at(now)
    kind("jiguan", now)
    client = client_of(people.district)

    def enter(number):
        enter_award(actor=people.deputy, fields=award_fields(document_number=f"{number}号"), now=now)

    enter(0)
    client.get(reverse("cells:award-list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("cells:award-list"))
    for number in (1, 2):
        enter(number)
    with CaptureQueriesContext(connection) as three:
        page = client.get(reverse("cells:award-list"))
    assert len(page.context["page"].object_list) == 3
    assert len(three) <= len(one), [query["sql"] for query in three.captured_queries]


def test_refused_files_whose_appeal_waits_are_asked_for_as_often(people, now, client_of, at):
    case = Case(people, now).to(Status.PREREVIEWED).decline().appeal()
    at(case.now)
    client = client_of(people.deputy)
    client.get(reverse("cells:decision-list"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("cells:decision-list"))
    for _ in range(2):
        Case(people, now).to(Status.PREREVIEWED).decline().appeal()
    with CaptureQueriesContext(connection) as three:
        page = client.get(reverse("cells:decision-list"))
    assert len(page.context["waiting"]) == 3
    assert len(three) <= len(one), [query["sql"] for query in three.captured_queries]
