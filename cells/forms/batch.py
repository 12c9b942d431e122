"""Organisations from a table: read, tried row by row, and entered together."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cells.forms.organisation import OrganisationForm
from cells.models import UnitType
from portal.accounts.fields import PhoneField
from portal.directory.models import Area, Community
from portal.evidence.errors import RefusedFileError
from portal.evidence.operations import clean_upload

COLUMNS = {
    "name": _("Full name of the unit"),
    "credit_code": _("Unified social credit code"),
    "unit_type": _("Kind of unit"),
    "area": _("Town or street"),
    "community": _("Community or village"),
    "address": _("Address"),
    "phone": _("Mobile number of the contact"),
}
OPTIONAL = ("community", "phone")
MOST = 500
SALT = "cells.batch"
LARGEST = 2 * 1024 * 1024


@dataclass
class Row:
    """One line of the table, its number as the file shows it, and what is wrong with it by column."""

    number: int
    cells: dict[str, str]
    fields: dict[str, Any] = field(default_factory=dict)
    phone: str = ""
    errors: list[tuple[str, str]] = field(default_factory=list)


class BatchRowForm(OrganisationForm):
    """A row is an organisation as any other; its contact is invited by number."""

    phone = PhoneField(label=_("Mobile number of the contact"), required=False)


class BatchForm(forms.Form):
    file = forms.FileField(
        label=_("Table (XLSX or CSV)"), help_text=_("One row a unit; the first row names the columns as listed above.")
    )

    def clean_file(self) -> list[list[str]]:
        return read_table(self.cleaned_data["file"])


def read_table(file) -> list[list[str]]:
    """The cells of the first sheet as texts, or ValidationError in words."""
    if file.size > LARGEST:
        raise ValidationError(_("This file is too large."))
    try:
        table = _read_xlsx(file) if file.name.lower().endswith(".xlsx") else _read_csv(file.read())
    except RefusedFileError as refused:
        raise ValidationError(refused.message) from refused
    table = [row for row in table if any(row)]
    if len(table) < 2:  # noqa: PLR2004 - a head and one row
        raise ValidationError(_("There is no row below the names of the columns."))
    if len(table) > MOST + 1:
        raise ValidationError(_("At most %(most)s rows at once, please.") % {"most": MOST})
    return table


def check_rows(table: list[list[str]]) -> list[Row]:
    """Every row tried as a form of its own; ValidationError when a column is missing."""
    head = {_column(title): index for index, title in enumerate(table[0])}
    missing = [str(title) for name, title in COLUMNS.items() if name not in head and name not in OPTIONAL]
    if missing:
        raise ValidationError(_("Columns are missing: %(names)s") % {"names": ", ".join(missing)})
    places = _places()
    rows = []
    for number, line in enumerate(table[1:], 2):
        cells = {name: line[head[name]] if name in head and head[name] < len(line) else "" for name in COLUMNS}
        rows.append(_tried(Row(number, cells), places))
    _mark_twins(rows)
    return rows


def signed(table: list[list[str]]) -> str:
    """The table for the page that asks for consent; it comes back as it went out."""
    return signing.dumps(table, salt=SALT, compress=True)


def unsigned(text: str) -> list[list[str]]:
    return signing.loads(text, salt=SALT, max_age=3600)


def _read_xlsx(file) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - megabytes that most workers never need

    clean = clean_upload(file)
    sheet = load_workbook(io.BytesIO(clean.data), read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows(max_row=MOST + 2, max_col=20, values_only=True)
    return [["" if value is None else str(value).strip() for value in row] for row in rows]


def _read_csv(data: bytes) -> list[list[str]]:
    for coding in ("utf-8-sig", "gb18030"):
        try:
            lines = list(csv.reader(io.StringIO(data.decode(coding))))
        except (UnicodeDecodeError, csv.Error):
            continue
        return [[value.strip() for value in line[:20]] for line in lines]
    raise ValidationError(_("This file is neither XLSX nor CSV."))


def _column(title: str) -> str:
    words = title.strip().rstrip("*").strip()
    return next((name for name, label in COLUMNS.items() if words in {name, str(label)}), words)


def _places() -> dict[str, dict[str, Any]]:
    """What is written in a cell, name or code, to the row that it means."""
    models = {"unit_type": UnitType, "area": Area, "community": Community}
    found: dict[str, dict[str, Any]] = {}
    for name, model in models.items():
        rows = model.objects.all()
        found[name] = {str(word): row.pk for row in rows for word in (row.code, row.name, row.label) if word}
    return found


def _tried(row: Row, places: dict[str, dict[str, Any]]) -> Row:
    data = {**row.cells, **{name: places[name].get(row.cells[name], row.cells[name]) for name in places}}
    form = BatchRowForm(data)
    if form.is_valid():
        row.phone = form.cleaned_data.pop("phone")
        row.fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
    else:
        row.errors = [(str(COLUMNS.get(name, "")), _words(name, row, places) or " ".join(words))
                      for name, words in form.errors.items()]  # fmt: skip
    return row


def _words(name: str, row: Row, places: dict[str, dict[str, Any]]) -> str:
    """For a place or kind that is not known: which there are."""
    if name not in ("unit_type", "area") or not row.cells[name]:
        return ""
    known = sorted({word for word in places[name] if not word.isascii()})
    return str(
        _("“%(word)s” is not known. There are: %(known)s") % {"word": row.cells[name], "known": "、".join(known)}
    )


def _mark_twins(rows: list[Row]) -> None:
    """The same code twice in one table is an error of the later row."""
    seen: dict[str, int] = {}
    for row in rows:
        code = row.fields.get("credit_code", "")
        if code in seen:
            words = _("The same code stands in row %(row)s.") % {"row": seen[code]}
            row.errors.append((str(COLUMNS["credit_code"]), str(words)))
        elif code:
            seen[code] = row.number
