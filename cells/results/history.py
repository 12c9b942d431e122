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
    "certificate.ask_reissue": _("A new face under the same number was asked for"),
    "certificate.reissue_approved": _("Issued again under the same number"),
    "certificate.reissue_refused": _("Not issued again"),
    "certificate.report": _("The unit reported what it put right"),
    "certificate.rectified": _("Put right"),
    "certificate.appeal": _("The unit appealed"),
    "certificate.appeal_upheld": _("Appeal upheld"),
    "certificate.appeal_dismissed": _("Appeal dismissed"),
    "application.appeal": _("The unit appealed"),
    "application.appeal_upheld": _("Appeal upheld"),
    "application.appeal_dismissed": _("Appeal dismissed: the refusal is final"),
    "application.renew": _("Filled in from the last application"),
    "certificate.merge": _("Under another unit: it had been registered twice"),
    "organisation.register": _("Registered by the unit"),
    "organisation.register_site": _("Registered below the organisation that answers for it"),
    "organisation.register_for": _("Registered by a street officer"),
    "organisation.enter": _("Entered by the district office"),
    "organisation.import": _("Registered from a table"),
    "organisation.change": _("Name or address changed by the unit"),
    "organisation.merge": _("Another entry of the same unit was merged into this one"),
    "organisation.invite": _("Somebody was invited"),
    "organisation.join": _("Somebody joined"),
    "organisation.uninvite": _("An invitation was withdrawn"),
    "organisation.remove_member": _("Somebody acts for it no longer"),
    "organisation.request_takeover": _("Somebody asked to take over its files"),
    "organisation.takeover_approved": _("The takeover was approved"),
    "organisation.takeover_refused": _("The takeover was refused"),
    "organisation.ask_correction": _("A correction was asked for"),
    "organisation.correction_approved": _("Corrected"),
    "organisation.correction_refused": _("Left as it is"),
    "organisation.enter_award": _("An award on paper was entered"),
    "organisation.award_scan": _("The scan of an award was added"),
    "organisation.award_confirmed": _("An award on paper was confirmed"),
    "organisation.award_refused": _("The entry of an award was refused"),
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


CERTIFICATE_TOLD = {
    *CertificateStep.values,
    "check",
    "report",
    "ask_reissue",
    "reissue_approved",
    "reissue_refused",
    "appeal",
    "appeal_upheld",
    "appeal_dismissed",
}
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
