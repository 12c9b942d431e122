"""UPL-07, T4: another unit, another street, a stranger get nothing, and learn nothing."""

import copy
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cells.models import AnswerEvidence
from cells.operations.evaluation import recuse_evaluator
from cells.operations.filing import attach_evidence
from tests.factories.cells import Case
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db
ORACLES = [
    {},
    {"headers": {"range": "bytes=0-9"}},
    {"headers": {"if-none-match": '"x"'}},
    {"headers": {"if-modified-since": "Mon, 23 Nov 2026 00:00:00 GMT"}},
]


@pytest.fixture(scope="module")
def module_evidence(module_case):
    case = module_case.fill()
    attach_evidence(actor=case.member, application=case.row, criterion="JG-A1", uploads=[upload()], now=case.now)
    for step in ("submit", "prereview", "accept", "assign"):
        getattr(case, step)()
    return AnswerEvidence.objects.get(stored__isnull=False)


@pytest.fixture
def evidence(module_evidence, db):
    return copy.deepcopy(module_evidence)


def address(evidence):
    return reverse("cells:evidence-show", args=[evidence.public_id])


def test_upl_07_who_handles_the_case_sees_its_evidence(case, people, evidence, client_of):
    for person in (case.member, people.officer, people.first, people.second, people.district):
        answer = client_of(person).get(address(evidence))
        assert answer.status_code == 200
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert "ETag" not in answer


@pytest.mark.parametrize("extra", ORACLES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_upl_07_others_get_the_same_answer_as_for_nothing(case, people, evidence, client_of, method, extra):
    other_unit = Case(people, case.now).member
    nothing = reverse("cells:evidence-show", args=[uuid.uuid4()])
    for person in (other_unit, people.other_officer, people.third, people.resident):
        client = client_of(person)
        theirs = getattr(client, method)(address(evidence), **extra)
        absent = getattr(client, method)(nothing, **extra)
        assert theirs.status_code == absent.status_code == 404
        assert {key for key in theirs.headers if key != "X-Request-ID"} == {
            key for key in absent.headers if key != "X-Request-ID"
        }


@pytest.mark.parametrize("extra", ORACLES)
def test_upl_07_a_stranger_is_asked_to_sign_in(evidence, extra):
    answer = Client().get(address(evidence), **extra)
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_upl_07_after_signing_out_the_file_is_closed(case, evidence, client_of):
    client = client_of(case.member)
    assert client.get(address(evidence)).status_code == 200
    client.logout()
    assert client.get(address(evidence)).status_code == 302


def test_upl_07_after_stepping_back_the_file_is_closed(case, people, evidence, client_of):
    client = client_of(people.first)
    assignment = case.row.assignments.get(evaluator=people.first)
    recuse_evaluator(actor=people.first, assignment=assignment, reason="亲属任职", now=case.now)
    assert client.get(address(evidence)).status_code == 404
    assert client.get(reverse("cells:evaluation-show", args=[assignment.evaluation.public_id])).status_code == 404


def test_upl_07_every_page_of_a_case_is_closed_to_others(case, people, evidence, client_of):
    evaluation = case.evaluation_of(people.first).public_id
    pages = {
        reverse("cells:application-show", args=[case.row.public_id]): {case.member},
        reverse("cells:section-edit", args=[case.row.public_id, "A"]): {case.member},
        reverse("cells:application-withdraw", args=[case.row.public_id]): {case.member},
        reverse("cells:review-show", args=[case.row.public_id]): {people.officer},
        reverse("cells:evaluation-show", args=[evaluation]): {people.first},
        reverse("cells:evaluation-section", args=[evaluation, "A"]): {people.first},
        reverse("cells:decision-show", args=[case.row.public_id]): {people.district, people.deputy},
    }
    everyone = [case.member, Case(people, case.now).member, *vars(people).values()]
    clients = {person: client_of(person) for person in everyone}
    for page, allowed in pages.items():
        for person, client in clients.items():
            status = client.get(page).status_code
            assert (status in {200, 302}) is (person in allowed), (page, person, status)
            assert status in {200, 302} or status in {403, 404}


def test_rev_04_an_evaluator_of_the_same_street_sees_nothing(case, people, evidence, client_of):
    """REV-04: tied to the street in the meantime, the evaluator loses the file."""
    people.first.grants.create(role="street_officer", area=case.organisation.area)
    evaluation = case.evaluation_of(people.first).public_id
    assert client_of(people.first).get(reverse("cells:evaluation-show", args=[evaluation])).status_code == 404
