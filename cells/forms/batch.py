"""Organisations from a table: which columns there are, and how a row is judged."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.forms.organisation import OrganisationForm
from cells.models import UnitType
from portal.accounts.fields import PhoneField
from portal.directory.models import Area, AreaKind, Community
from portal.directory.names import options
from portal.papers.columns import Column, choice_column
from portal.papers.judging import Judged, judged
from portal.papers.readers.phones import phone
from portal.papers.rows import Row
from portal.papers.tables import Asked, Table
from portal.papers.words import labels
from portal.papers.writing import WHY

LABELS = {
    "name": gettext_lazy("Full name of the unit"),
    "credit_code": gettext_lazy("Unified social credit code"),
    "unit_type": gettext_lazy("Kind of unit"),
    "area": gettext_lazy("Town or street"),
    "community": gettext_lazy("Community or village"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Mobile number of the contact"),
}
OPTIONAL = ("community", "phone")
MOST = 500


class BatchRowForm(OrganisationForm):
    """A row is an organisation as any other; its contact is invited by number."""

    phone = PhoneField(label=LABELS["phone"], required=False)


def asked_units() -> Asked:
    return Asked(columns(), MOST, ours=labels(WHY))


def columns() -> list[Column]:
    def facts(name: str) -> dict:
        return {"name": name, "labels": labels(LABELS[name]), "is_required": name not in OPTIONAL}

    areas = Area.objects.filter(kind__in=[AreaKind.TOWN, AreaKind.STREET])
    return [
        Column(**facts("name"), example=_("Office of the street"), width=36),
        Column(**facts("credit_code"), example="11320402MB0000000X", width=24),
        choice_column(**facts("unit_type"), options=options(UnitType.objects.all()), width=30),
        choice_column(**facts("area"), options=options(areas)),
        choice_column(**facts("community"), options=options(Community.objects.all()), width=24),
        Column(**facts("address"), example=_("1 Example Road"), width=36),
        Column(**facts("phone"), read=phone, example="13800138000"),
    ]


def judged_units(table: Table, rows: list[Row]) -> list[Judged]:
    """Each row tried as a form of its own."""
    own = columns()
    found = [_judged(row, table, own) for row in rows]
    _mark_twins(found)
    return found


def _judged(row: Row, table: Table, own: list[Column]) -> Judged:
    form = BatchRowForm(row.values)
    form.is_valid()
    found = judged(row, table, own, form, subject=row.text("name"), outcome=_("Will be registered"), tone="met")
    if not found.errors:
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        found.entry = (fields, form.cleaned_data["phone"])
    return found


def _mark_twins(rows: list[Judged]) -> None:
    """The same code twice in one table is an error of the later row."""
    seen: dict[str, int] = {}
    for row in rows:
        code = row.entry[0]["credit_code"] if row.entry else ""
        if code in seen:
            words = _("The same code stands in row %(row)s.") % {"row": seen[code]}
            row.errors.append((str(LABELS["credit_code"]), words))
        elif code:
            seen[code] = row.number
