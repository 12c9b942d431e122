"""What the offices put right of a unit: asked by one, done by another, kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import CorrectionState as State
from cells.models import Organisation
from cells.operations.correction import CORRECTABLE, ask_correction, decide_correction
from cells.operations.filing import withdraw_application
from portal.ledger.queries import entries_about
from tests.factories.cells import OrganisationFactory, area, credit_code, kind
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# Genuine by the paper, and its last sign does not follow from the others.
ODD = credit_code(77)[:-1] + ("A" if credit_code(77)[-1] != "A" else "B")


def asked(case, actor, reason="营业执照变更", **fields):
    row = Organisation.objects.get(pk=case.organisation.pk)
    whole = {name: getattr(row, name) for name in CORRECTABLE} | fields
    return ask_correction(actor=actor, organisation=row, fields=whole, reason=reason, now=case.now)


def decided(correction, actor, now, *, is_approved=True, answer="看过执照"):
    return decide_correction(actor=actor, correction=correction, is_approved=is_approved, answer=answer, now=now)


@pytest.mark.parametrize(
    ("name", "value"), [("name", "红梅街道第一办公室"), ("credit_code", ODD), ("address", "竹林西路 9 号")]
)
def test_one_asks_and_another_corrects(case, people, name, value):
    before = getattr(case.organisation, name)
    row = asked(case, people.district, **{name: value})
    assert (row.before, row.after) == ({name: before}, {name: value})
    assert getattr(Organisation.objects.get(), name) == before
    with pytest.raises(PermissionDenied):
        decided(row, people.district, case.now)
    decided(row, people.deputy, case.now)
    assert getattr(Organisation.objects.get(), name) == value
    told = {entry.action: entry for entry in entries_about(case.organisation)}
    assert told["organisation.correction_approved"].after["after"] == {name: value}
    assert told["organisation.ask_correction"].reason == "营业执照变更"
    with refused("closed"):
        decided(row, people.deputy, case.now)


def test_kind_and_street_wait_until_no_file_runs(case, people, now):
    fields = {"unit_type": kind("school", now), "area": area("lanling")}
    case.to(Status.SUBMITTED)
    with refused("unfit", "在办申报期间"):
        asked(case, people.district, **fields)
    withdraw_application(actor=case.member, application=case.row, reason="", now=case.now)
    decided(asked(case, people.district, **fields), people.deputy, case.now)
    row = Organisation.objects.get()
    assert (row.unit_type.code, row.area.code) == ("school", "lanling")


def test_left_as_it_is(case, people):
    row = asked(case, people.district, name="别的名称")
    with refused("unfit"):
        decided(row, people.deputy, case.now, is_approved=False, answer=" ")
    assert decided(row, people.deputy, case.now, is_approved=False).state == State.REFUSED
    assert Organisation.objects.get().name == case.organisation.name
    assert asked(case, people.district, name="别的名称").state == State.OPEN


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({}, "x"), ({"name": "新名"}, " "), ({"name": ""}, "x"), ({"credit_code": "短"}, "x"), ({"address": ""}, "x")],
)
def test_what_is_not_asked_for(case, people, fields, reason):
    with refused("unfit"):
        asked(case, people.district, reason, **fields)


def test_a_code_of_another_unit_and_a_second_correction_are_refused(case, people):
    other = OrganisationFactory()
    with refused("unfit"):
        asked(case, people.district, credit_code=other.credit_code)
    asked(case, people.district, name="新名")
    with refused("unfit"):
        asked(case, people.deputy, name="又一名")


def test_who_belongs_to_the_unit_or_to_no_office_does_not_ask(case, people):
    for actor in (case.member, people.officer, people.resident):
        with pytest.raises(PermissionDenied):
            asked(case, actor, name="新名")


def test_on_the_pages_of_two_reviewers(case, people, client_of):
    show = reverse("cells:unit-show", args=[case.organisation.public_id])
    first, second = client_of(people.district), client_of(people.deputy)
    assert case.organisation.name in first.get(reverse("cells:unit-list"), {"q": "竹林"}).content.decode()
    row = case.organisation
    sent = {
        "step": "ask",
        "ask-name": "改正的名称",
        "ask-credit_code": ODD.lower(),
        "ask-unit_type": row.unit_type_id,
        "ask-area": row.area_id,
        "ask-address": row.address,
        "ask-reason": "法人证书为证",
    }
    assert first.post(show, sent).status_code == 302
    assert "由另一位审核人员决定" in first.get(show).content.decode()
    assert "有待定的更正" in second.get(reverse("cells:unit-list")).content.decode()
    verdict = {"step": "decide", "decide-verdict": "approve", "decide-answer": "看过法人证书"}
    assert second.post(show, verdict).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.credit_code) == ("改正的名称", ODD)
    page = first.get(show).content.decode()
    assert "法人证书为证" in page
    assert "看过法人证书" in page
