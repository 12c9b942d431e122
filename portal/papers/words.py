"""What is said of files, tables and cells, in the language of the page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.papers.columns import Column
from portal.papers.errors import UnreadableError
from portal.papers.rows import Cell, Row
from portal.papers.tables import Table

LANGUAGES = ("zh-hans", "en")
PROBLEMS = {
    "too_large": _("The file is larger than %(limit)s MB."),
    "empty": _("The file is empty."),
    "kind": _("This is no table that can be read. Please choose XLSX, XLS, ODS, ET or CSV."),
    "markup": _("This is a web page or XML under the name of a table. Open it, save it as XLSX, and choose that."),
    "damaged": _("The file cannot be read as a table. Open it once, save it as XLSX, and choose that."),
    "locked": _("The file is protected by a password. Please save it without one."),
    "unpacked": _("The file unpacks to far more than a table holds. Copy the rows into a new table and choose that."),
    "binary": _("Binary workbooks (XLSB) are not read. Please save it as XLSX."),
    "numbers": _("Numbers' own files are not read. Please export it as XLSX."),
    "no_table": _("There is no visible sheet in this file."),
    "far": _("Something stands far out in cell %(cell)s; at most %(rows)s rows and %(columns)s columns are read."),
    "cell_long": _("Cell %(cell)s holds more than %(most)s signs."),
    "signs": _("The table holds more than %(most)s signs. Please send it in parts."),
    "no_head": _("No row names the columns. The head of the table has to hold: %(labels)s"),
    "missing": _("The head in row %(row)s lacks columns: %(labels)s"),
    "twice": _("The head in row %(row)s names the column “%(label)s” twice."),
    "no_rows": _("There is no row filled in below the head of the table."),
    "too_many": _("At most %(most)s rows at once, please; this table has %(found)s."),
    "error": _("“%(word)s” is an error of the spreadsheet. Please put the formula right, or type the value."),
    "formula": _("The formula %(word)s has no result yet. Open the file once in a spreadsheet program and save it."),
    "cut": _(
        "The spreadsheet has cut the last digits of this number (%(word)s). Format the cell as text, type it anew."
    ),
    "narrow": _("The cell shows only “%(word)s”, as its column was too narrow. Please type the value."),
    "count": _("“%(word)s” is no whole number."),
    "figure": _("“%(word)s” is no number."),
    "long_number": _("“%(word)s” has more digits than can be right."),
    "no_percentage": _("“%(word)s” is a percentage, but the unit of this figure is another."),
    "day": _("“%(word)s” is not read as a day. Write it like 2026-11-03."),
    "no_day": _("There is no such day as “%(word)s”."),
    "year": _("Of which year is “%(word)s”? Please write the year too."),
    "weekday": _("“%(word)s”: that day, %(found)s, is another day of the week."),
    "time": _("“%(word)s” is not read as a time. Write it like 09:30."),
    "half_day": _("“%(word)s” may be before or after noon. Write it like 14:00."),
    "one_time": _("“%(word)s” holds two times; one is asked for here."),
    "phone": _("“%(word)s” is not one mobile number of eleven digits."),
    "choice": _("“%(word)s” is not one of the words for this column."),
}
LEFT_OUT = {"example": _("the example"), "sum": _("a sum")}


def problem(error: UnreadableError | str) -> str:
    """The refusal in words, with what may be meant instead."""
    if isinstance(error, str):
        return error
    values = {name: listed(value) if isinstance(value, list) else value for name, value in error.values.items()}
    words = str(PROBLEMS[error.code]) % values
    return words + meant(error.values.get("offers", [])) + "".join(map(unknown_words, error.values.get("unknown", [])))


def meant(offers: list[str]) -> str:
    return " " + gettext("Do you mean %(offers)s?") % {"offers": either(offers)} if offers else ""


def unknown_words(unknown: tuple[str, list[str]]) -> str:
    title, offers = unknown
    return " " + gettext("“%(title)s” is none of them.") % {"title": title} + meant(offers)


def listed(words: Iterable[Any]) -> str:
    return gettext(", ").join(map(str, words))


def either(words: Iterable[str]) -> str:
    return gettext(" or ").join(f"“{word}”" for word in words)


def note(cell: Cell) -> str:
    """What a cell was taken for, where it had to be interpreted."""
    values = {"word": cell.text, "value": cell.reading.shown}
    if cell.reading.is_rounded:
        return gettext("%(word)s is rounded to %(value)s.") % values
    return gettext("“%(word)s” is read as %(value)s.") % values


def table_notes(table: Table) -> list[str]:
    """What of the file was not read."""
    left = [gettext("Row %(row)s is left out: %(reason)s.") % {"row": row, "reason": LEFT_OUT[reason]}
            for row, reason in table.left_out]  # fmt: skip
    unknown = [
        gettext("The column “%(title)s” is not read.") % {"title": title} + meant(offers)
        for title, offers in table.unknown
    ]
    return unknown + left


def labels(word: Any) -> tuple[str, ...]:
    """What a column is called: as this page says it, then in each language."""
    return tuple(dict.fromkeys([str(word), *(_in(language, word) for language in LANGUAGES)]))


def _in(language: str, word: Any) -> str:
    with override(language):
        return str(word)


def errors_of(row: Row, table: Table, columns: Iterable[Column]) -> list[tuple[str, str]]:
    """Column and cell with what is wrong there."""
    own = {column.name: column.label for column in columns}
    return [(place_words(own.get(name, ""), table.place(row.line, name)), problem(error)) for name, error in row.errors]


def place_words(label: str, place: str) -> str:
    return f"{label} {place}".strip()
