"""What an evaluator's phone is given for a visit without a signal, and where."""

import pytest
from django.urls import reverse
from django.utils import translation

from cells.enums import ApplicationStatus as Status

pytestmark = pytest.mark.django_db


def test_the_worker_stands_for_the_evaluations_only_and_holds_nothing_personal(client):
    answer = client.get(reverse("cells:worker"))
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in answer.headers
    assert not answer.cookies
    with translation.override("en"):
        assert reverse("cells:worker") == f"{reverse('cells:evaluation-list')}worker.js"


def test_the_sheet_of_a_visit_is_kept_and_no_other(case, people, desk):
    client = desk(people.first)
    case.to(Status.EVALUATING)
    evaluation = case.evaluation_of(people.first).public_id
    onsite, other = (
        client.get(reverse("cells:evaluation-section", args=[evaluation, code])).content.decode()
        for code in ("onsite", "A")
    )
    assert 'data-worker="/cells/evaluations/worker.js?looks=/static/" data-scope="/cells/evaluations/"' in onsite
    assert "data-worker" not in other
