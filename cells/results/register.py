"""What the register and the check page say of a certificate."""

from django.utils.translation import gettext_lazy

from cells.enums import Standing
from cells.enums.certificates import ReissueCause
from cells.queries.register import Finding
from cells.results.wording import STANDING_CHIPS
from portal.clock import DISTRICT

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


# By why the face changed.
FORMER = {
    ReissueCause.CORRECTED: gettext_lazy(
        "This code is of an earlier print, with the name %(holder)s. It was corrected on %(day)s; below is what holds."
    ),
    ReissueCause.RENAMED: gettext_lazy(
        "This code is of an earlier print, with the name %(holder)s. The unit was renamed; since %(day)s the name below holds."
    ),
    ReissueCause.MOVED: gettext_lazy(
        "This code is of an earlier print. The unit moved; since %(day)s what is below holds."
    ),
    ReissueCause.LOST: gettext_lazy(
        "The plaque with this code was reported lost or damaged and was replaced on %(day)s. "
        "If it hangs at another unit, it is misused."
    ),
}


def standing_words(finding: Finding) -> str:
    own = ON_PAPER if finding.certificate and finding.certificate.document_number else {}
    return own.get(finding.standing, STANDING_WORDS[finding.standing])


def former_words(finding: Finding) -> str:
    """What is said to who reads a code that the certificate no longer carries; "" for the code of today."""
    row = finding.former
    if row is None:
        return ""
    day = row.decided_at.astimezone(DISTRICT).date().isoformat()
    return FORMER[ReissueCause(row.cause)] % {"day": day, "holder": row.former.holder}


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
