"""What happened to a case, from the ledger, in words and without names."""

from django.utils.translation import gettext_lazy as _

from cells.enums import CertificateStep, StepName
from portal.ledger.queries import entries_about

OTHERS = {
    "application.start": _("Draft started"),
    "application.recuse": _("An evaluator stepped back"),
    "certificate.issue": _("Certificate issued"),
    "certificate.register": _("Entered from its document on paper"),
    "certificate.check": _("Rechecked"),
    "certificate.report": _("The unit reported what it put right"),
    "certificate.rectified": _("Put right"),
    "certificate.appeal": _("The unit appealed"),
    "certificate.appeal_upheld": _("Appeal upheld"),
    "certificate.appeal_dismissed": _("Appeal dismissed"),
    "application.appeal": _("The unit appealed"),
    "application.appeal_upheld": _("Appeal upheld"),
    "application.appeal_dismissed": _("Appeal dismissed: the refusal is final"),
    "application.renew": _("Filled in from the last application"),
}
STATES = {
    "refuse": "not_met",
    "decline": "not_met",
    "prereview_refuse": "not_met",
    "lapse": "not_met",
    "certify": "met",
    "grant": "met",
}
# What evaluators do one by one is nobody's business before the decision.
INNER = {"application.evaluate", "application.assign_more"}


CERTIFICATE_TOLD = {*CertificateStep.values, "check", "report", "appeal", "appeal_upheld", "appeal_dismissed"}
# Reasons that the unit is told; others are between the offices.
TOLD = CERTIFICATE_TOLD | {
    "prereview_return",
    "prereview_refuse",
    "lapse",
    "decline",
    "refuse",
    "grant",
    "uphold_objection",
    "dismiss_objection",
    "reopen",
    "reconsider",
}


def history_of(subject, *, is_inside: bool = True) -> list[dict]:
    """First things first; outside the offices without their notes to each other."""
    return [_entry(entry, is_inside=is_inside) for entry in entries_about(subject) if entry.action not in INNER]


def _entry(entry, *, is_inside: bool) -> dict:
    name = entry.action.partition(".")[2]
    return {
        "at": entry.recorded_at,
        "label": OTHERS.get(entry.action) or _step_label(name),
        "text": entry.reason if is_inside or name in TOLD else "",
        "state": STATES.get(name, "none"),
    }


def _step_label(name: str) -> str:
    for steps in (StepName, CertificateStep):
        if name in steps.values:
            return steps(name).label
    return name
