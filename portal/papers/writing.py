"""Tables that go out to be filled in and come back: with a frozen head, words to choose from and an example; and the
rows that were not taken, each with why."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.papers.columns import Column
from portal.papers.judging import Judged
from portal.papers.readers.phones import phone
from portal.papers.readers.words import text
from portal.papers.tables import Table
from portal.papers.words import labels
from portal.spreadsheets import cell, csv_lines, saved

# Digits that a spreadsheet would take for a number, and cut, are text in such a cell.
AS_TYPED = (text, phone)
ROWS_TO_FILL = 1000
WHY = gettext_lazy("Why not taken")


def example(columns: Sequence[Column]) -> list[str]:
    """A row that shows how cells are filled in; its first word says so, and by that it is left out when read."""
    first, *rest = columns
    return [_("Example: %(value)s") % {"value": first.example}, *(column.example for column in rest)]


def workbook_to_fill(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]] = (), above: Sequence[Sequence[Any]] = ()
) -> bytes:
    """The head stays in sight; a second sheet holds the words that the columns of choices take. `above`: rows of
    labels and values that stand over the head."""
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    words = book.create_sheet(_("Allowed words"))
    chosen = [column for column in columns if column.words]
    first = len(above) + 2
    _lay_out(sheet, columns, first)
    _add_lists(sheet, columns, words.title, first)
    for row in (*above, [column.label for column in columns], *rows):
        sheet.append([cell(sheet, value) for value in row])
    words.append([cell(words, column.label) for column in chosen])
    for index in range(max((len(column.words) for column in chosen), default=0)):
        words.append([cell(words, column.words[index] if index < len(column.words) else "") for column in chosen])
    return saved(book)


def rows_returned(table: Table, rows: Iterable[Judged], kind: str) -> bytes:
    """The person's own rows as they were, and in one more column why they were not taken."""
    width = len(table.head)
    kept = [index for index, title in enumerate(table.head) if title not in labels(WHY)]
    head = [*(table.head[index] for index in kept), str(WHY)]
    lines = []
    for row in rows:
        texts = row.row.line.texts + [""] * (width - len(row.row.line.texts))
        reasons = [_("Row %(row)s") % {"row": row.number}, *(f"{label}: {words}" for label, words in row.errors)]
        lines.append([*(texts[index] for index in kept), "\n".join(reasons)])
    if kind == "csv":
        return "".join(csv_lines(head, lines)).encode()
    return workbook_to_fill(_("Rows not taken"), [Column(title, (title,)) for title in head], lines)


def _lay_out(sheet: Any, columns: Sequence[Column], first: int) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

    sheet.freeze_panes = f"A{first}"
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        if column.read in AS_TYPED:
            dimension.number_format = "@"


def _add_lists(sheet: Any, columns: Sequence[Column], words: str, first: int) -> None:
    """What else is typed is warned of and not refused: several words may stand in one cell."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    chosen = [column for column in columns if column.words]
    for at, column in enumerate(chosen, 1):
        source = get_column_letter(at)
        letter = get_column_letter(columns.index(column) + 1)
        listing = DataValidation(
            type="list",
            formula1=f"'{words}'!${source}$2:${source}${len(column.words) + 1}",
            errorStyle="warning",
            allow_blank=True,
            sqref=f"{letter}{first}:{letter}{ROWS_TO_FILL}",
        )
        sheet.data_validations.append(listing)
