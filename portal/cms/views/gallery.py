"""Every component in every state, on one page: what the rooms build with, and what the tests look at."""

from datetime import UTC, date, datetime

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

ANSWERS = [
    {"value": "5", "label": _("Very satisfied")},
    {"value": "4", "label": _("Satisfied")},
    {"value": "3", "label": _("So so")},
    {"value": "2", "label": _("Not satisfied")},
    {"value": "1", "label": _("Not satisfied at all")},
    {"value": "0", "label": _("Don't know"), "apart": True},
]


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name of the unit"), help_text=_("As on its certificate of registration."))
    phone = forms.CharField(label=_("Mobile number"), required=False, widget=forms.TextInput({"inputmode": "tel"}))
    kind = forms.ChoiceField(
        label=_("Kind of cell"), choices=[("", "—"), ("office", _("Office")), ("school", _("School"))]
    )
    size = forms.ChoiceField(
        label=_("How many people work there"),
        choices=[("s", _("Fewer than 50")), ("m", _("50 to 300")), ("l", _("More than 300"))],
        widget=forms.RadioSelect,
    )
    measures = forms.MultipleChoiceField(
        label=_("What the unit does already"),
        choices=[("sort", _("Sorts its waste")), ("paper", _("Prints on both sides"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    held_on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}), required=False)
    story = forms.CharField(label=_("In a few words"), widget=forms.Textarea({"rows": 4}), required=False)
    photos = forms.FileField(
        label=_("Photos"), required=False, help_text=_("JPEG or PNG; large photos are made smaller.")
    )
    agreed = forms.BooleanField(label=_("The people shown agreed to be shown"))


def _case() -> list[dict]:
    return [
        {"at": datetime(2026, 9, 1, 1, 30, tzinfo=UTC), "label": _("Self-assessment handed in"), "state": "met"},
        {"at": datetime(2026, 9, 8, 6, 0, tzinfo=UTC), "label": _("Street pre-review"), "state": "met"},
        {"on": date(2026, 9, 30), "label": _("Evaluation by two evaluators"), "state": "information"},
    ]


def _certificate(state: str, label="") -> dict:
    return {
        "number": "TN-2026-00017",
        "holder": _("Sample office (sample)"),
        "category": _("Office"),
        "awarded_on": date(2026, 11, 2),
        "valid_until": date(2029, 11, 1),
        "issuer": _("Issuer of the certificate (sample)"),
        "state": state,
        "state_label": label,
    }


def _samples() -> dict:
    return {
        "page_title": _("Gallery of components"),
        "page_lead": _("Everything the pages are built from, with made-up contents."),
        "breadcrumb": [{"label": _("Home"), "url": "/"}, {"label": _("Gallery of components")}],
        "form": SampleForm(),
        "wrong_form": SampleForm({"wrong-phone": "138"}, prefix="wrong"),
        "answers": ANSWERS,
        "entries": _case(),
        "steps": [_("Self-assessment"), _("Pre-review"), _("Evaluation"), _("Decision"), _("Public notice")],
        "page_of_many": Paginator(range(200), 10).get_page(7),
        "certificates": [_certificate("met"), _certificate("not_met", _("Withdrawn"))],
        "files": [{"name": "IMG_2044.jpg", "size": 412_000, "state": "met", "label": _("Received"), "remove": "1"}],
    }


@require_safe
def gallery(request):
    return render(request, "cms/gallery.html", _samples())
