"""Events as a spreadsheet: what people typed stays text, whatever sign it begins with."""

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from campaigns.enums import Audience, Channel, Counting, EventType
from campaigns.models import Event
from campaigns.quarters import DISTRICT_TIME

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    *("title", "type", "day", "begins", "ends", "community", "place", "audiences", "channel", "partner_areas"),
    *("campaign", "organiser", "partners", "people_reached", "counting", "households", "leaflets", "consultations"),
    *("outcome", "proof_link"),
)
# What tells the import of rows that are in the ledger already, and whose they are.
KEYS = ("reference", "area")
NUMBERS = frozenset({"people_reached", "households", "leaflets", "consultations"})
# Signs that XML cannot hold.
BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDTH = 16


def workbook_of(events: Iterable[Event], labels: dict[str, str]) -> bytes:
    """One row an event; the columns are those that the import reads, then number, area and state."""
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Events"))
    for index in range(len(COLUMNS) + len(KEYS) + 1):
        sheet.column_dimensions[chr(ord("A") + index)].width = WIDTH
    sheet.append(_head(sheet, [*(labels[name] for name in (*COLUMNS, *KEYS)), _("State")]))
    for event in events:
        row = row_of(event)
        values = [row[name] for name in COLUMNS] + [event.reference, event.area.label, event.get_state_display()]
        sheet.append([cell(sheet, value) for value in values])
    _add_words(book)
    return saved(book)


def row_of(event: Event) -> dict:
    start, end = (moment.astimezone(DISTRICT_TIME) for moment in (event.starts_at, event.ends_at))
    links = [proof.url for proof in event.proofs.all() if proof.url and proof.removed_at is None]
    return {
        **{name: getattr(event, name) for name in COLUMNS if hasattr(event, name)},
        "type": event.get_type_display(),
        "day": start.date().isoformat(),
        "begins": f"{start:%H:%M}",
        "ends": f"{end:%H:%M}",
        "community": event.community.label if event.community else "",
        "audiences": _(", ").join(event.audience_labels),
        "channel": event.get_channel_display(),
        "campaign": event.campaign.title if event.campaign else "",
        "partner_areas": _(", ").join(area.label for area in event.partner_areas.all()),
        "counting": event.get_counting_display(),
        "proof_link": links[0] if links else "",
    }


def cell(sheet, value) -> "WriteOnlyCell":
    """A number as a number, anything else as text that no program takes for a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - megabytes that most workers never need

    if isinstance(value, int) or value is None:
        return WriteOnlyCell(sheet, value)
    written = WriteOnlyCell(sheet, BROKEN.sub("", str(value)))
    written.data_type = "s"
    return written


def saved(book: "Workbook") -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet, words) -> "list[WriteOnlyCell]":
    from openpyxl.styles import Font  # noqa: PLC0415 - megabytes that most workers never need

    cells = [cell(sheet, word) for word in words]
    for written in cells:
        written.font = Font(bold=True)
    return cells


def _add_words(book: "Workbook") -> None:
    """A second sheet with the words that the columns of choices take."""
    sheet = book.create_sheet(_("Allowed words"))
    columns = [
        (_("Type"), EventType),
        (_("Audiences"), Audience),
        (_("Channel"), Channel),
        (_("How were they counted?"), Counting),
    ]
    sheet.append(_head(sheet, [title for title, _codes in columns]))
    longest = max(len(codes) for _title, codes in columns)
    for index in range(longest):
        words = [codes.labels[index] if index < len(codes) else "" for _title, codes in columns]
        sheet.append([cell(sheet, word) for word in words])
