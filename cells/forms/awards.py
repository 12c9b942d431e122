"""Awards on paper: one by a form, many by a table, and the second person's answer."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.forms.organisation import CreditCodeField
from cells.models import Organisation, PaperAward, Scheme
from cells.models.scheme import in_language
from cells.queries.organisations import unit_under
from portal.clock import today
from portal.evidence.forms import EvidenceFileField
from portal.papers.columns import Column, choice_column
from portal.papers.judging import Judged, judged
from portal.papers.readers.days import day
from portal.papers.rows import Row
from portal.papers.tables import Asked, Table
from portal.papers.words import labels
from portal.papers.writing import WHY

LABELS = {
    "credit_code": gettext_lazy("Unified social credit code"),
    "site": gettext_lazy("Name of a site or unit without a code of its own"),
    "document_number": gettext_lazy("Document number"),
    "issuer": gettext_lazy("Awarded by"),
    "level": gettext_lazy("Level"),
    "awarded_on": gettext_lazy("Awarded on"),
    "valid_until": gettext_lazy("Valid until"),
}
OPTIONAL = ("site", "level", "valid_until")
MOST = 500
AREA = forms.Textarea(attrs={"rows": 3})


def _day(name: str, **more) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=LABELS[name], widget=widget, **more)


class AwardRowForm(forms.Form):
    """As the paper says it; of a table the scan follows."""

    credit_code = CreditCodeField(
        label=LABELS["credit_code"], max_length=40, help_text=gettext_lazy("Of a unit that is registered here.")
    )
    site = forms.CharField(
        label=LABELS["site"],
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where the code is that of who answers for it."),
    )
    document_number = forms.CharField(label=LABELS["document_number"], max_length=100)
    issuer = forms.CharField(label=LABELS["issuer"], max_length=200)
    level = forms.ChoiceField(label=LABELS["level"], required=False)
    awarded_on = _day("awarded_on")
    valid_until = _day(
        "valid_until",
        required=False,
        help_text=gettext_lazy("As the paper says. Where it says nothing, the validity of the scheme counts."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", _("The paper names none")), *levels()]

    def clean(self):
        found = super().clean()
        code, first, last = (found.get(name) for name in ("credit_code", "awarded_on", "valid_until"))
        unit = unit_under(code, found.get("site", "")) if code else None
        if code and unit is None:
            self.add_error("credit_code", _("No unit is registered under this code: register it first."))
        if first and first > today():
            self.add_error("awarded_on", _("This day lies ahead."))
        if first and last and last <= first:
            self.add_error("valid_until", _("It ends before it begins."))
        if unit and _is_known(unit, found.get("document_number")):
            self.add_error("document_number", _("This document of the unit was entered already."))
        found["organisation"] = unit
        return found


class AwardForm(AwardRowForm):
    scan = EvidenceFileField(label=gettext_lazy("Scan of the document (photo or PDF)"), max_files=1)


class ScanForm(forms.Form):
    scan = EvidenceFileField(label=gettext_lazy("Scan of the document (photo or PDF)"), max_files=1)


class AwardAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("What follows"),
        choices=[
            ("confirm", gettext_lazy("Confirm: the entry is as the scan says")),
            ("refuse", gettext_lazy("Refuse the entry")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=gettext_lazy("How it was checked"), max_length=1000, widget=AREA)


def levels() -> list[tuple[str, str]]:
    found = [level for scheme in Scheme.objects.all() for level in scheme.levels.levels]
    return [(level.code, in_language(level.name, level.name_en)) for level in found]


def asked_awards() -> Asked:
    return Asked(columns(), MOST, ours=labels(WHY))


def columns() -> list[Column]:
    def facts(name: str) -> dict:
        return {"name": name, "labels": labels(LABELS[name]), "is_required": name not in OPTIONAL}

    named = [
        (level.code, (level.name, level.name_en)) for scheme in Scheme.objects.all() for level in scheme.levels.levels
    ]
    return [
        Column(**facts("credit_code"), example="11320402MB0000000X", width=24),
        Column(**facts("site"), width=36),
        Column(**facts("document_number"), example=_("No. 12 of 2023"), width=24),
        Column(**facts("issuer"), example=_("Office of the leading group"), width=36),
        choice_column(**facts("level"), options=named, width=20),
        Column(**facts("awarded_on"), read=day(today()), example="2023-05-18"),
        Column(**facts("valid_until"), read=day(today()), example="2026-05-17"),
    ]


def judged_awards(table: Table, rows: list[Row]) -> list[Judged]:
    """Each row tried as a form of its own; the same document twice in one table is an error of the later row."""
    own, seen = columns(), {}
    found = [_judged(row, table, own) for row in rows]
    for row in found:
        key = (row.entry["organisation"].pk, row.entry["document_number"]) if row.entry else None
        if key in seen:
            words = _("The same document stands in row %(row)s.") % {"row": seen[key]}
            row.errors.append((str(LABELS["document_number"]), words))
        elif key:
            seen[key] = row.number
    return found


def _judged(row: Row, table: Table, own: list[Column]) -> Judged:
    form = AwardRowForm(row.values)
    form.is_valid()
    subject, outcome = row.text("document_number"), _("Will wait for a second person")
    found = judged(row, table, own, form, subject=subject, outcome=outcome, tone="met")
    if not found.errors:
        found.entry = form.cleaned_data
    return found


def _is_known(unit: Organisation, number: str | None) -> bool:
    return PaperAward.objects.filter(organisation=unit, document_number=number).exclude(state="refused").exists()
