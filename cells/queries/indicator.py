"""Indicator 41: how many units are certified zero-waste cells on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, When

from cells.enums import CertificateState
from cells.enums.units import Counting, Tie
from cells.models import Certificate, Scheme
from cells.standing import is_counted
from portal.ledger.queries import altered

# Of the thirty columns of a certificate those that the count looks at.
READ = (
    *("number", "holder", "bucket", "level", "state", "issued_on", "valid_until", "due_days"),
    *("organisation__above_id", "organisation__tie", "unit_type__bucket", "unit_type__scheme__counting"),
)


@dataclass(frozen=True)
class CertifiedCount:
    value: int
    rules: list[str]
    counted: list[dict[str, Any]]
    excluded: list[dict[str, Any]]


def certified_count(on: date) -> CertifiedCount:
    """Certified units on the day, each once: sites by the rule of their scheme, with their organisation or singly.

    What is not counted for that names the certificate that is. The state of a certificate is today's: a day in the past is
    counted by what is known now.
    """
    counted: list[dict[str, Any]] = []
    excluded: list[dict[str, Any]] = []
    seen: dict[int, str] = {}
    rows = Certificate.objects.filter(issued_on__lte=on).select_related("organisation", "unit_type__scheme").only(*READ)
    for certificate in rows.order_by("issued_on", "pk"):
        unit = _unit(certificate)
        row = _row(certificate)
        standing = certificate.standing_on(on)
        if not is_counted(standing):
            excluded.append(row | {"reason": standing.value})
        elif unit in seen:
            excluded.append(row | {"reason": "same_unit", "counted_with": seen[unit]})
        else:
            seen[unit] = certificate.number
            counted.append(row)
    rules = sorted(Scheme.objects.order_by().values_list("counting", flat=True).distinct())
    return CertifiedCount(len(counted), rules, counted, excluded)


def certified_units(on: date) -> int:
    """The number alone, where nobody asks which: no certificate is read."""
    valid = Certificate.objects.filter(state=CertificateState.VALID, issued_on__lte=on, valid_until__gte=on)
    unit = Case(
        When(organisation__tie=Tie.SITE, unit_type__scheme__counting=Counting.UNIT, then=F("organisation__above")),
        default=F("organisation"),
    )
    return valid.order_by().annotate(unit=unit).values("unit").distinct().count()


def _unit(certificate: Certificate) -> int:
    """Of what counts once: the organisation of a site, or the site."""
    organisation, rule = certificate.organisation, certificate.unit_type.scheme.counting
    is_one = organisation.tie == Tie.SITE and rule == Counting.UNIT
    return organisation.root_id if is_one else organisation.pk


def _row(certificate: Certificate) -> dict[str, Any]:
    """What was awarded on paper says by which document; it counts like all others."""
    on_paper = {"document_number": certificate.document_number} if certificate.document_number else {}
    return on_paper | {
        "number": certificate.number,
        "holder": certificate.holder,
        "bucket": certificate.bucket or certificate.unit_type.bucket,
        "level": certificate.level,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until": certificate.valid_until.isoformat(),
    }


def altered_certificates() -> Iterator[str]:
    """Certificates that do not say what the ledger says of them: nobody changed them through this portal."""
    rows = Certificate.objects.select_related("organisation", "area").order_by("pk")
    return altered(rows, _signed, unsaid={"state": CertificateState.VALID.value})


def certificate_facts(certificate: Certificate) -> dict[str, str]:
    """What the ledger keeps of a certificate when it is issued."""
    return {
        "number": certificate.number,
        "holder": certificate.holder,
        "organisation": str(certificate.organisation.public_id),
        "area": certificate.area.code,
        "level": certificate.level,
        "kind": certificate.kind_name,
        "bucket": certificate.bucket,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until": certificate.valid_until.isoformat(),
        **({"document_number": certificate.document_number} if certificate.document_number else {}),
    }


def _signed(certificate: Certificate) -> dict[str, str]:
    return {
        **certificate_facts(certificate),
        "state": certificate.state,
    }
