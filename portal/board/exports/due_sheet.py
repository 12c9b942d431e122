"""What is due as a spreadsheet to fill in: one row a figure, with all that is known of it."""

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from campaigns.exports.sheet import MEDIA_TYPE, cell
from portal.board.enums import TargetKind, Verdict
from portal.board.results import Row
from portal.board.words import target_words, unit_words

__all__ = ["COLUMNS", "MEDIA_TYPE", "column_labels", "due_workbook"]

COLUMNS = ("number", "name", "unit", "target", "period", "value", "verdict", "issued", "text", "source", "method")
WIDTHS = {"name": 40, "target": 20, "text": 30, "source": 30, "method": 40}
PLAIN_WIDTH = 12
WITH_WORDS = {TargetKind.MILESTONE, TargetKind.CITY_RULE}


def column_labels() -> dict[str, str]:
    """The head of each column, in the active language."""
    return {
        "number": _("Number"),
        "name": _("Indicator"),
        "unit": _("Unit of measure"),
        "target": _("Target"),
        "period": _("Period"),
        "value": _("Value"),
        "verdict": _("How it stands"),
        "issued": _("Figure set by the city"),
        "text": _("In words"),
        "source": _("Source"),
        "method": _("Method"),
    }


def due_workbook(rows: Iterable[Row]) -> bytes:
    """A second sheet holds the words that the column of milestones takes."""
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Figures to provide"))
    for index, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS.get(name, PLAIN_WIDTH)
    labels = column_labels()
    sheet.append([cell(sheet, labels[name]) for name in COLUMNS])
    for row in rows:
        sheet.append([cell(sheet, _known(row, name)) for name in COLUMNS])
    words = book.create_sheet(_("Allowed words"))
    for label in [labels["verdict"], *Verdict.labels]:
        words.append([cell(words, str(label))])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _known(row: Row, name: str) -> object:
    known = {
        "number": row.indicator.number,
        "name": row.indicator.label,
        "unit": unit_words(row.indicator) if row.target.kind not in WITH_WORDS else "",
        "target": target_words(row),
        "period": str(row.due.period) if row.due else "",
    }
    return known.get(name, "")
