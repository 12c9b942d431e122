"""The life of a certificate, its number, and what indicator 41 makes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cells.enums import ApplicationStatus as Status
from cells.enums import CertificateState, Standing
from cells.models import Certificate, NumberRecord
from cells.operations.certification import change_certificate, void_number
from cells.operations.surveillance import record_check
from cells.queries import altered_certificates, certified_count
from cells.queries.indicator import certified_units
from cells.queries.register import find_certificate
from tests.cells.certificates import suspend_certificate, withdraw_certificate
from tests.factories.cells import Case
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_certificate_lives(case):
    certificate = case.to(Status.CERTIFIED).certificate
    day = case.now.date()
    assert find_certificate(certificate.number, certificate.signature, on=day).standing == Standing.VALID
    common = {"actor": case.people.deputy, "certificate": certificate, "now": case.now}
    record_check(**common, checked_on=day, result="rectify", note="标识脱落")
    with refused("unfit"):
        suspend_certificate(**common, reason=" ")
    suspend_certificate(**common, reason="整改中")
    change_certificate(**common, step="reinstate", reason="整改完成")
    withdraw_certificate(**common, reason="查实造假")
    assert list(altered_certificates()) == []
    row = Certificate.objects.get()
    assert (row.state, row.state_reason, row.last_checked_on) == (CertificateState.WITHDRAWN, "查实造假", day)
    assert find_certificate(row.number, row.signature, on=day).standing == Standing.WITHDRAWN
    with refused("closed"):
        suspend_certificate(**common, reason="晚")
    with pytest.raises(PermissionDenied):
        withdraw_certificate(**common | {"actor": case.member}, reason="自己")


def test_a_certificate_changed_in_the_database_differs_from_the_ledger(case):
    certificate = case.to(Status.CERTIFIED).certificate
    assert list(altered_certificates()) == []
    Certificate.objects.update(state=CertificateState.SUSPENDED, state_reason="x")
    assert list(altered_certificates()) == [f"cells.certificate:{certificate.pk}"]
    Certificate.objects.update(state=CertificateState.VALID, level="other")
    assert list(altered_certificates()) == [f"cells.certificate:{certificate.pk}"]


def test_indicator_41_counts_a_unit_once(case, people):
    first = case.to(Status.CERTIFIED).certificate
    other = Case(people, case.now - timedelta(days=20)).to(Status.CERTIFIED)
    day = case.now.date()
    found = certified_count(day)
    assert (found.value, {row["number"] for row in found.counted}) == (2, {"TNWF-2026-0001", "TNWF-2026-0002"})
    suspend_certificate(actor=people.deputy, certificate=other.certificate, reason="整改", now=case.now)
    found = certified_count(day)
    assert (found.value, [row["reason"] for row in found.excluded]) == (1, ["suspended"])
    assert certified_count(day - timedelta(days=30)).value == 0
    last = first.valid_until
    for moment in (day - timedelta(days=30), day, last, last + timedelta(days=1)):
        assert certified_units(moment) == certified_count(moment).value
    assert [certified_units(last), certified_units(last + timedelta(days=1))] == [1, 0]
    Certificate.objects.filter(pk=other.certificate.pk).update(
        organisation=case.organisation, state=CertificateState.VALID
    )
    assert [row["reason"] for row in certified_count(day).excluded] == ["same_unit"]
    assert certified_units(day) == 1


def test_a_void_number_explains_its_gap(case):
    void_number(actor=case.people.district, year=2026, reason="试打印作废", now=case.now)
    certificate = case.to(Status.CERTIFIED).certificate
    assert certificate.number == "TNWF-2026-0002"
    assert sorted(NumberRecord.objects.values_list("serial", flat=True)) == [1, 2]
    with pytest.raises(PermissionDenied):
        void_number(actor=case.member, year=2026, reason="x", now=case.now)


def test_a_failed_issue_gives_its_number_back(case, monkeypatch):
    case.to(Status.IN_NOTICE).later(days=10)
    monkeypatch.setattr("cells.notifications.certified", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        case.certify()
    assert case._fresh().row.status == Status.IN_NOTICE
    monkeypatch.undo()
    assert case.certify().certificate.number == "TNWF-2026-0001"
