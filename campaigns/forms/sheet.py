"""A spreadsheet of events: read, checked row by row with the same forms as on the phone, nothing kept yet."""

import datetime as dt
import hashlib
import io
import json
import re
import uuid
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from python_calamine import CalamineError, CalamineWorkbook

from campaigns.enums import Audience, Channel, Counting, EventType
from campaigns.exports.sheet import COLUMNS, MEDIA_TYPE
from campaigns.forms.choices import campaigns_open
from campaigns.forms.event import EventForm, PlanForm
from campaigns.forms.report import ReportForm
from campaigns.queries import references_of
from portal.directory.models import Area, AreaKind, Community
from portal.evidence.forms import EvidenceFileField

MOST_ROWS = 200
LANGUAGES = ("zh-hans", "en")
SPLIT = re.compile(r"[、,，;；\n]+")
CHOICES = {"type": EventType, "channel": Channel, "counting": Counting}
# What is told of an event that took place: such a row is a report, and a report needs its proof.
FIGURES = ("proof_link", "people_reached", "households", "leaflets", "consultations", "outcome")
SENDING = uuid.UUID("6f0d2b54-6c2e-4a3c-9c0e-8d0f0a6f3a11")


class SheetForm(forms.Form):
    """The file; cleans to its rows as texts by field name."""

    file = EvidenceFileField(label=gettext_lazy("Spreadsheet (XLSX)"), max_files=1, help_text=None)

    def clean_file(self) -> list[dict[str, str]]:
        (clean,) = self.cleaned_data["file"]
        if clean.media_type != MEDIA_TYPE:
            raise forms.ValidationError(_("Please choose an XLSX file."), code="kind")
        rows = rows_in(clean.data)
        if not rows:
            raise forms.ValidationError(_("No rows were found below the head of the first sheet."), code="empty")
        if len(rows) > MOST_ROWS:
            raise forms.ValidationError(
                _("At most %(most)s rows at once."), code="too_many", params={"most": MOST_ROWS}
            )
        return rows


@dataclass(frozen=True)
class Row:
    number: int
    form: EventForm
    reports: bool
    title: str
    known: bool

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Column and what is wrong there; a row that is in the ledger already stays as it is there."""
        if self.known:
            return []
        labels = column_labels()
        labels |= {"__all__": labels["area"], "proof_files": labels["proof_link"]}
        return [(labels.get(name, ""), message) for name, messages in self.form.errors.items() for message in messages]


def column_labels() -> dict[str, str]:
    """The head of each column, in the active language."""
    fields = ReportForm.base_fields
    return {name: str(fields[name].label) for name in COLUMNS} | {
        "area": str(fields["area"].label),
        "reference": _("Number"),
    }


def rows_in(data: bytes) -> list[dict[str, str]]:
    """The rows of the first sheet, whose head may be in either language and in any order."""
    try:
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError, ValueError) as error:
        raise forms.ValidationError(_("The file cannot be read as a spreadsheet."), code="damaged") from error
    heads: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            heads |= {label: name for name, label in column_labels().items()}
    if not cells:
        return []
    names = [heads.get(str(head).strip()) for head in cells[0]]
    found = [{name: _text(value) for name, value in zip(names, row, strict=False) if name} for row in cells[1:]]
    return [row for row in found if any(row.values())]


def checked_rows(rows: list[dict[str, str]], *, user, areas, now) -> list[Row]:
    """Each row in a form of its own: a report where there is proof of it, else a plan."""
    codes, known = _codes(), references_of(areas)
    checked = []
    for number, row in enumerate(rows, 2):
        form = _form_of(row, codes, user=user, areas=areas, now=now)
        is_report = isinstance(form, ReportForm)
        checked.append(Row(number, form, is_report, row.get("title", ""), row.get("reference", "") in known))
    return checked


def _form_of(row: dict[str, str], codes: dict, *, user, areas, now) -> EventForm:
    data: dict = {name: codes.get(name, {}).get(text, text) for name, text in row.items()}
    for name in ("audiences", "partner_areas"):
        data[name] = [codes[name].get(word, word) for word in SPLIT.split(row.get(name, "")) if word]
    data["channel"] = data.get("channel") or Channel.ON_SITE
    data |= {"key": _key(user, row), "proof_kind": "photo"}
    is_report = any(row.get(name) for name in FIGURES)
    form = ReportForm(data, areas=areas, now=now) if is_report else PlanForm(data, areas=areas)
    if row.get("area") and data["area"] not in {area.pk for area in areas}:
        form.full_clean()
        form.add_error(None, _("This is not an area for which you report."))
    return form


def _key(user, row: dict[str, str]) -> uuid.UUID:
    """The same row of the same person always has the same key: sent twice, it is one event."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=False)
    return uuid.uuid5(SENDING, f"{user.public_id}:{hashlib.sha256(text.encode()).hexdigest()}")


def _codes() -> dict[str, dict[str, object]]:
    """Words of either language -> what the form takes."""
    areas = list(Area.objects.exclude(kind=AreaKind.DISTRICT))
    communities = list(Community.objects.all())
    found: dict[str, dict[str, object]] = {name: {} for name in (*CHOICES, "audiences")}
    for language in LANGUAGES:
        with override(language):
            for name, choices in [*CHOICES.items(), ("audiences", Audience)]:
                found[name] |= {str(label): code for code, label in choices.choices}
    found["area"] = found["partner_areas"] = {label: area.pk for area in areas for label in (area.name_en, area.name)}
    found["campaign"] = {page.title: page.pk for page in campaigns_open()}
    found["community"] = {label: place.pk for place in communities for label in (place.name_en, place.name)}
    return found


def _text(value) -> str:
    """What a person would read in the cell."""
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time.min else value
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
