"""What bars acceptance, what must be answered first, and the list behind it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Discredit
from cells.operations.discredit import lift_discredit, record_discredit
from cells.operations.filing import attach_evidence
from cells.operations.prereview import accept_application
from cells.queries.acceptance import checks_of
from cells.standing import add_months
from portal.ledger.queries import entries_about
from portal.procedure.deadlines import day_of
from tests.factories.cells import Case, credit_code
from tests.factories.evidence import upload
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(case):
    return case.to(Status.PREREVIEWED)


def found(case, on, code=None):
    fields = {
        "credit_code": code or case.organisation.credit_code,
        "unit": case.organisation.name,
        "kind": "dumping",
        "found_on": on,
        "source": "常天环罚〔2026〕1 号",
    }
    return record_discredit(actor=case.people.district, fields=fields, now=case.now)


def accept(case, note=""):
    actor, row = case.people.district, case.row
    return accept_application(actor=actor, application=row, revision=row.revision, note=note, now=case.now)


@pytest.mark.parametrize(("days", "bars"), [(0, True), (-1, False)])
def test_the_window_is_the_schemes_to_the_day(waiting, days, bars):
    """36 months: a finding of the very day 36 months ago still counts, of the day before no longer."""
    found(waiting, add_months(day_of(waiting.now), -36) + timedelta(days=days))
    if bars:
        with refused("unfit"):
            accept(waiting, note="照收")
    else:
        assert accept(waiting).status == Status.ACCEPTED


def test_a_record_is_lifted_with_a_reason_and_stays(waiting, people):
    row = found(waiting, day_of(waiting.now))
    with refused("unfit"):
        lift_discredit(actor=people.district, discredit=row, reason=" ", now=waiting.now)
    with pytest.raises(PermissionDenied):
        lift_discredit(actor=people.officer, discredit=row, reason="误录", now=waiting.now)
    lift_discredit(actor=people.district, discredit=row, reason="误录", now=waiting.now)
    with refused("closed"):
        lift_discredit(actor=people.district, discredit=row, reason="再次", now=waiting.now)
    assert accept(waiting).status == Status.ACCEPTED
    assert [entry.action for entry in entries_about(row)] == ["discredit.record", "discredit.lift"]


def test_what_is_no_record(waiting, people):
    with refused("unfit"):
        found(waiting, day_of(waiting.now) + timedelta(days=1))
    with pytest.raises(ValidationError):
        found(waiting, day_of(waiting.now), code="91350100M000100Y44")
    found(waiting, day_of(waiting.now))
    with pytest.raises(ValidationError):
        found(waiting, day_of(waiting.now))
    with pytest.raises(PermissionDenied):
        record_discredit(actor=people.officer, fields={}, now=waiting.now)


def test_hints_of_a_second_filing_are_answered_in_words(waiting, people):
    checks = checks_of(waiting.row, day_of(waiting.now))
    assert not checks.has_hints
    other = Case(people, waiting.now, name=waiting.organisation.name)
    twins = checks_of(waiting.row, day_of(waiting.now))
    assert [row.pk for row in twins.twins] == [other.organisation.pk]
    with refused("unfit"):
        accept(waiting)
    assert accept(waiting, note="两个院区，分别登记").status == Status.ACCEPTED


def test_the_same_file_of_another_unit_is_a_hint(case, people):
    attach = {"criterion": "JG-A1", "now": case.now}
    for each in (case, Case(people, case.now)):
        attach_evidence(actor=each.member, application=each.row, uploads=[upload()], **attach)
    checks = checks_of(case.row, day_of(case.now))
    assert [row.answer.application.organisation_id == case.organisation.pk for row in checks.shared] == [False]


def test_a_valid_certificate_of_the_unit_is_a_hint(case, people):
    case.to(Status.CERTIFIED)
    assert [row.pk for row in checks_of(case.row, day_of(case.now)).certificates] == [case.certificate.pk]


def test_the_district_enters_and_lifts_on_its_page(waiting, people, client_of, at):
    at(waiting.now)
    client = client_of(people.district)
    listed = reverse("cells:discredit-list")
    case_page = reverse("cells:decision-show", args=[waiting.row.public_id])
    assert "未发现" in client.get(case_page).content.decode()
    fields = {
        "credit_code": f" {waiting.organisation.credit_code.lower()} ",
        "unit": waiting.organisation.name,
        "kind": "penalty",
        "found_on": "2026-01-05",
        "source": "常天环罚〔2026〕2 号",
    }
    assert client.post(listed, fields | {"credit_code": "1"}).status_code == 400
    assert client.post(listed, fields | {"lifted_at": "2026-01-01", "recorded_by": "1"}).status_code == 302
    row = Discredit.objects.get()
    assert (row.recorded_by, row.lifted_at) == (people.district, None)
    assert "不能受理" in client.get(case_page).content.decode()
    assert row.source in client.get(listed, {"q": row.credit_code[:9]}).content.decode()
    assert row.source not in client.get(listed, {"q": credit_code(4321)}).content.decode()
    step = {"step": "accept", "accept-revision": waiting.row.revision}
    client.post(case_page, step)
    assert waiting._fresh().row.status == Status.PREREVIEWED
    lift = reverse("cells:discredit-lift", args=[row.public_id])
    assert client.post(lift, {}).status_code == 400
    assert client.post(lift, {"reason": "已履行"}).status_code == 302
    assert client.post(lift, {"reason": "已履行"}).status_code == 409
    client.post(case_page, step)
    assert waiting._fresh().row.status == Status.ACCEPTED
