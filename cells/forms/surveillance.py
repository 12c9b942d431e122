"""The life of a certificate: what residents, units and the district send."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums import CertificateStep, Impression
from cells.enums.certificates import ReissueCause
from cells.forms.staff import CertificateForm, CheckForm
from cells.permissions import can_change_certificate
from cells.workflow import ALIVE, CERTIFICATES

AREA = forms.Textarea(attrs={"rows": 4})
# A new certificate replaces; an appeal restores.
ELSEWHERE = {CertificateStep.REPLACE, CertificateStep.RESTORE}


class LookForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    impression = forms.ChoiceField(choices=Impression.choices)


class ReportForm(forms.Form):
    report = forms.CharField(
        label=_("What you did, and since when"), max_length=2000, widget=AREA, help_text=_("The district looks at it.")
    )


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why this is not right"),
        max_length=4000,
        widget=AREA,
        help_text=_("Facts help. Someone who did not take the step reads and answers it."),
    )


class RectifiedForm(forms.Form):
    note = forms.CharField(label=_("How it was seen"), max_length=1000, widget=AREA)


class AppealAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What follows"),
        choices=[("dismiss", _("Dismiss: it stays as it is")), ("uphold", _("Uphold: the certificate is restored"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer, which the unit reads"), max_length=4000, widget=AREA)


class ReissueForm(forms.Form):
    cause = forms.ChoiceField(label=_("What it is for"), choices=ReissueCause.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=AREA,
        help_text=_("For example: licence changed on 2026-11-02; plaque broken during works."),
    )


class ReissueAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What follows"),
        choices=[("approve", _("Issue it again under its number")), ("refuse", _("Leave it as it is"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("How it was checked"), max_length=1000, widget=AREA)


def managed_forms(user, post, facts: dict, *, on) -> dict[str, forms.Form]:
    """The steps about a certificate that are open to this person, bound where one was posted."""
    step = post.get("step")

    def options(name):
        return {"data": post if step == name else None, "prefix": name}

    found = {"check": CheckForm(**options("check"), initial={"checked_on": on})}
    if facts["open_check"]:
        found["rectified"] = RectifiedForm(**options("rectified"))
    if facts["can_answer"]:
        found["appeal"] = AppealAnswerForm(**options("appeal"))
    row = facts["certificate"]
    if facts["can_decide_reissue"]:
        found["decide_reissue"] = ReissueAnswerForm(**options("decide_reissue"))
    elif facts["reissue"] is None and row.state in ALIVE:
        found["reissue"] = ReissueForm(**options("reissue"))
    steps = [each for each in CERTIFICATES.open_steps(row.state) if each.name not in ELSEWHERE]
    steps = [each for each in steps if can_change_certificate(user, each.name, row)]
    if steps:
        found["change"] = CertificateForm(**options("change"), steps=steps)
    return found
