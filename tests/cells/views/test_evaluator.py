"""One evaluator with two tabs: nothing is a conflict that is none. And the district's list of certificates."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Certificate
from cells.operations.evaluation import save_evaluation
from cells.operations.filing import Entry

pytestmark = pytest.mark.django_db


def section(case, code):
    evaluation = case.evaluation_of(case.people.first)
    return reverse("cells:evaluation-section", args=[evaluation.public_id, code])


def sent(case, code, met, revision):
    """The answers of one section: every item that is a yes or a no."""
    criteria = [item for item in dict(case.row.rubric.sheet.sections())[code] if item.method.entry == "met"]
    return {"revision": revision, **{f"{item.code}-met": met for item in criteria}}


def test_another_section_saved_meanwhile_is_no_conflict(case, people, client_of):
    case.to(Status.EVALUATING)
    evaluation = case.evaluation_of(people.first)
    codes = [code for code, _criteria in case.row.rubric.sheet.sections()]
    first, seen = codes[0], evaluation.revision
    other = dict(case.row.rubric.sheet.sections())[codes[1]][0]
    entry = Entry(other.code, "given", {"met": True} if other.method.entry == "met" else {"number": "1"})
    save_evaluation(actor=people.first, evaluation=evaluation, entries=[entry], revision=seen, now=case.now)
    answer = client_of(people.first).post(section(case, first), sent(case, first, "yes", seen))
    assert answer.status_code == 302
    assert evaluation.scores.filter(criterion=other.code).exists()


def test_the_list_of_certificates_is_narrowed(case, people, client_of, at):
    at(case.to(Status.CERTIFIED).now)
    client, number = client_of(people.district), case.certificate.number
    for asked, is_there in (
        ({}, True),
        ({"q": number[-4:]}, True),
        ({"q": "没有这家"}, False),
        ({"state": "valid"}, True),
        ({"state": "suspended"}, False),
        ({"state": "expired"}, False),
        ({"area": "lanling"}, False),
        ({"unit_type": "jiguan"}, True),
    ):
        page = client.get(reverse("cells:certificate-list"), asked).content.decode()
        assert (number in page) is is_there, asked
    Certificate.objects.update(valid_until=case.certificate.issued_on.replace(year=2027))
    at(case.later(days=900).now)
    assert (
        number
        in client_of(people.district).get(reverse("cells:certificate-list"), {"state": "expired"}).content.decode()
    )
