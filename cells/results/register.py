"""What the register and the check page say of a certificate."""

from django.utils.translation import gettext_lazy

from cells.enums import Standing
from cells.queries.register import Finding
from cells.results.wording import STANDING_CHIPS

STANDING_WORDS = {
    Standing.VALID: gettext_lazy("This certificate was issued by the district and is valid today."),
    Standing.DUE: gettext_lazy("This certificate is valid today; its recheck is due soon."),
    Standing.SUSPENDED: gettext_lazy("This certificate is suspended: for now the unit may not use it."),
    Standing.WITHDRAWN: gettext_lazy("This certificate was withdrawn: the unit may no longer use it."),
    Standing.EXPIRED: gettext_lazy("The validity of this certificate has ended."),
    Standing.REPLACED: gettext_lazy("This certificate was replaced by a newer one."),
    Standing.UNKNOWN: gettext_lazy(
        "No certificate was issued with this number and code. If a poster led you here, do not rely on it."
    ),
}


# The district vouches for the entry; who awarded it, the face says.
ON_PAPER = {
    Standing.VALID: gettext_lazy("This award on paper stands in the district's register and is valid today."),
    Standing.DUE: gettext_lazy("This award on paper is valid today; its recheck is due soon."),
}


def standing_words(finding: Finding) -> str:
    own = ON_PAPER if finding.certificate and finding.certificate.document_number else {}
    return own.get(finding.standing, STANDING_WORDS[finding.standing])


def face_of(finding: Finding) -> dict:
    """The face of a certificate as the database has it today."""
    certificate = finding.certificate
    return {
        "number": certificate.number,
        "holder": certificate.holder,
        "category": certificate.kind_label,
        "level": certificate.level_label,
        "awarded_on": certificate.issued_on,
        "valid_until": certificate.valid_until,
        "issuer": certificate.issuer_label,
        "state": "met" if finding.is_counted else STANDING_CHIPS.get(finding.standing, "not_met"),
        "state_label": finding.standing.label,
    }
