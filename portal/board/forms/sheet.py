"""A spreadsheet of figures: read, checked row by row with the same form as on the page, nothing kept yet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from python_calamine import CalamineError, CalamineWorkbook

from portal.board.enums import Verdict
from portal.board.exports.due_sheet import MEDIA_TYPE, column_labels
from portal.board.forms.observation import ObservationForm
from portal.board.models import Observation
from portal.board.operations import Entry
from portal.board.results import row_of
from portal.directory.models import Indicator
from portal.evidence.forms import EvidenceFileField

MOST_ROWS = 200
LANGUAGES = ("zh-hans", "en")
PER_CENT = "%"


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
class SheetRow:
    """A row of the file: its place, what it is about, and the form that judges it (None: no such indicator)."""

    place: int
    asked: dict[str, str]
    indicator: Indicator | None
    form: ObservationForm | None
    entry: Entry | None = None
    said: object = None

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Column and what is wrong there."""
        if self.form is None:
            return [(column_labels()["number"], _("Your departments answer for no indicator of this number."))]
        labels = column_labels()
        found = self.form.errors.items()
        return [(labels.get(name, ""), message) for name, messages in found for message in messages]


def rows_in(data: bytes) -> list[dict[str, str]]:
    """The rows of the first sheet, whose head may be in either language and in any order; rows without a figure
    are left out, as the list of what is due comes with rows to fill in."""
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
    return [row for row in found if row.get("value") or row.get("verdict") or row.get("text")]


def checked_rows(rows: list[dict[str, str]], *, indicators: Mapping[str, Indicator], owners, today) -> list[SheetRow]:
    """`indicators`: those that this person may enter, by number."""
    seen: set[tuple[str, str]] = set()
    found = []
    for place, asked in enumerate(rows, 2):
        indicator = indicators.get(asked.get("number", ""))
        found.append(
            _checked(place, asked, indicator, owners, today) if indicator else SheetRow(place, asked, None, None)
        )
        _refuse_twice(found[-1], seen)
    return found


def _checked(place: int, asked: dict[str, str], indicator: Indicator, owners, today) -> SheetRow:
    row = row_of(indicator, [], today)
    own = owners.filter(pk__in=indicator.departments.all()) or owners
    data = {**asked, "verdict": _verdict(asked.get("verdict", "")), "owner": getattr(own.first(), "pk", None)}
    form = ObservationForm(data, row=row, owners=own, today=today)
    form.is_valid()
    _refuse_shares(form, row)
    _refuse_known(form, indicator)
    if form.errors:
        return SheetRow(place, asked, indicator, form)
    entry = form.entry
    held = Observation(
        pk=0, indicator=indicator, period=entry.period, value=entry.value, verdict=entry.verdict, issued=entry.issued
    )
    return SheetRow(place, asked, indicator, form, entry, row_of(indicator, [held], today))


def _refuse_shares(form: ObservationForm, row) -> None:
    """Whoever types 97 % into a cell gets 0.97 kept in the file."""
    value, target = form.cleaned_data.get("value"), row.target.value
    if value is None or row.indicator.unit != PER_CENT or target is None:
        return
    if 0 < value <= 1 and target > Decimal(10):
        form.add_error(
            "value", _("The spreadsheet holds a share. Write 97.2 for 97.2 %, in a cell without a per cent format.")
        )


def _refuse_known(form: ObservationForm, indicator: Indicator) -> None:
    period = form.cleaned_data.get("period", "")
    if period and Observation.objects.filter(indicator=indicator, period=period).exists():
        form.add_error("period", _("There is already a figure for this period; correct that one instead."))


def _refuse_twice(row: SheetRow, seen: set[tuple[str, str]]) -> None:
    key = (row.asked.get("number", ""), row.asked.get("period", ""))
    if row.form is not None and key in seen:
        row.form.add_error("period", _("The file says something of this period twice."))
    seen.add(key)


def _verdict(text: str) -> str:
    for language in LANGUAGES:
        with override(language):
            labels = {str(label): code for code, label in Verdict.choices}
        if text in labels:
            return labels[text]
    return text


def _text(value) -> str:
    """What a person would read in the cell."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().removesuffix("年")
