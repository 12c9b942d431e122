"""I6: every number once, in order, each gap void with a reason, and as the ledger says."""

import copy

import pytest
from django.db.models import F

from cells.enums import ApplicationStatus as Status
from cells.models import Certificate, NumberCounter, NumberRecord
from cells.operations.certification import void_number
from cells.results.numbering import numbering_faults, place_of
from portal.ledger.operations import record
from tests.factories.cells import Case

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED


@pytest.fixture(scope="module")
def module_drawn(module_case):
    """0001 and 0003 of certificates, 0002 void."""
    people, now = module_case.people, module_case.now
    void_number(actor=people.district, year=2026, reason="试打印作废", now=now)
    other = Case(people, now).to(Status.CERTIFIED)
    assert list(numbering_faults()) == []
    return [module_case.certificate, other.certificate]


@pytest.fixture
def drawn(module_drawn, db):
    return copy.deepcopy(module_drawn)


def of(serial):
    return NumberRecord.objects.filter(serial=serial)


def test_the_place_of_a_number():
    assert place_of("TN-WF-2026-0012") == (2026, 12)


def test_i6_a_record_dropped(drawn):
    of(2).delete()
    assert list(numbering_faults()) == ["number:2026/2"]
    of(1).delete()
    assert list(numbering_faults()) == ["number:2026/1", "number:2026/2", f"certificate:{drawn[0].number}"]


def test_i6_the_end_cut_off_with_its_counter(drawn):
    """Nothing in the tables shows it; the ledger does."""
    of(3).delete()
    Certificate.objects.filter(pk=drawn[1].pk).delete()
    NumberCounter.objects.update(last=2)
    assert list(numbering_faults()) == ["number:2026/3"]


def test_i6_a_number_drawn_of_which_nothing_is_known(drawn):
    NumberCounter.objects.update(last=F("last") + 1)
    assert list(numbering_faults()) == ["number:2026/4"]
    NumberRecord.objects.create(year=2026, serial=4, void_reason="x")
    assert list(numbering_faults()) == ["number:2026/4"]


def test_i6_a_void_number_whose_reason_was_changed(drawn):
    of(2).update(void_reason="x")
    assert list(numbering_faults()) == ["number:2026/2"]


@pytest.mark.parametrize(
    "change", [{"number": "TNWF-2026-0004"}, {"number": "TNWF-2025-0001"}, {"issued_on": "2025-01-01"}]
)
def test_i6_a_certificate_with_another_number_or_year(drawn, change):
    Certificate.objects.filter(pk=drawn[0].pk).update(**change)
    number = change.get("number", drawn[0].number)
    assert list(numbering_faults()) == [f"certificate:{number}"]


def test_i6_two_certificates_with_their_numbers_exchanged(drawn):
    for serial, certificate in ((1, None), (3, drawn[0]), (1, drawn[1])):
        of(serial).update(certificate=certificate, void_reason="" if certificate else "x")
    assert set(numbering_faults()) == {f"certificate:{certificate.number}" for certificate in drawn}


def test_i6_numbers_out_of_order(drawn, now):
    for serial in (2, 1):
        row = NumberRecord.objects.create(year=2025, serial=serial, void_reason="x")
        after = {"year": 2025, "serial": serial}
        record(actor=None, now=now, action="number.void", subject=row, after=after, reason="x")
    assert list(numbering_faults()) == ["number:2025/2"]
