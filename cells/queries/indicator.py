"""Indicator 41: how many units are certified zero-waste cells on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cells.enums import CertificateState
from cells.models import Certificate
from cells.standing import is_counted
from portal.ledger.queries import altered

# Of the thirty columns of a certificate those that the count looks at.
READ = (
    *("number", "holder", "bucket", "level", "state", "issued_on", "valid_until", "due_days"),
    *("organisation__credit_code", "unit_type__bucket"),
)


@dataclass(frozen=True)
class CertifiedCount:
    value: int
    counted: list[dict[str, Any]]
    excluded: list[dict[str, Any]]


def certified_count(on: date) -> CertifiedCount:
    """Units with a valid certificate on the day, each counted once by its credit code.

    The state of a certificate is today's: a day in the past is counted by what is known now.
    """
    counted: list[dict[str, Any]] = []
    excluded: list[dict[str, Any]] = []
    seen: set[str] = set()
    rows = Certificate.objects.filter(issued_on__lte=on).select_related("organisation", "unit_type").only(*READ)
    for certificate in rows.order_by("issued_on", "pk"):
        code = certificate.organisation.credit_code
        row = _row(certificate)
        standing = certificate.standing_on(on)
        if not is_counted(standing):
            excluded.append(row | {"reason": standing.value})
        elif code in seen:
            excluded.append(row | {"reason": "same_unit"})
        else:
            seen.add(code)
            counted.append(row)
    return CertifiedCount(len(counted), counted, excluded)


def certified_units(on: date) -> int:
    """The number alone, where nobody asks which: no certificate is read."""
    valid = Certificate.objects.filter(state=CertificateState.VALID, issued_on__lte=on, valid_until__gte=on)
    return valid.order_by().values("organisation__credit_code").distinct().count()


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
