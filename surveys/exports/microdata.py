"""Answers as files: CSV and XLSX with codes, SPSS with numbers and their words, and the codebook of all three."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from portal import heavy
from portal.spreadsheets import csv_lines, workbook
from portal.text import xml_text
from surveys.questionnaire.columns import Column, Shape
from surveys.results.microdata import WITHHELD

Rows = Iterable[Sequence[str]]
WITHHELD_NUMBER, UNSAID_NUMBER = -9.0, -8.0
CHARACTERS = 256  # of a label in SPSS


def rows_csv(columns: Sequence[Column], rows: Rows) -> Iterator[str]:
    return csv_lines([column.name for column in columns], rows)


def rows_xlsx(columns: Sequence[Column], rows: Rows) -> bytes:
    return workbook("data", [column.name for column in columns], rows)


def codebook_rows(columns: Sequence[Column]) -> Iterator[list]:
    """A line for each value of a coded column, with the question that it comes of; the number is that of SPSS."""
    for column in columns:
        words = [column.name, column.label.zh, column.label.en]
        if not column.codes:
            yield [*words, "", "", _shape_words(column.shape), "", column.item, ""]
        for code, number in numbers_of(column).items():
            meaning = column.codes[code]
            yield [*words, code, int(number), meaning.zh, meaning.en, column.item, column.option]


def codebook_csv(columns: Sequence[Column]) -> Iterator[str]:
    head = [
        _("Column"),
        "中文",
        "English",
        _("Code of the answer"),
        _("Number in SPSS"),
        _("Meaning"),
        "English meaning",
        _("Code of the question"),
        _("Answer that the column is about"),
    ]
    return csv_lines(head, codebook_rows(columns))


def numbers_of(column: Column) -> dict[str, float]:
    """Codes as SPSS has them: counted from 1 in the questionnaire's order; "0" and "1" and ratings stay what they are."""
    codes = [code for code in column.codes if code not in column.ways_out and code != WITHHELD]
    are_numbers = all(code.isascii() and code.isdigit() for code in codes)
    numbers = {code: float(code) if are_numbers else float(place) for place, code in enumerate(codes, 1)}
    return numbers | missing_of(column)


def missing_of(column: Column) -> dict[str, float]:
    """What is declared as missing: who said nothing of the scale, and what is withheld. SPSS takes three at most."""
    out = [code for code in column.codes if code in column.ways_out]
    missing = {code: UNSAID_NUMBER + place for place, code in enumerate(out)}
    return missing | ({WITHHELD: WITHHELD_NUMBER} if WITHHELD in column.codes else {})


@heavy.turn()
def rows_sav(columns: Sequence[Column], rows: Rows, *, chinese: bool) -> bytes:
    """What SPSS, PSPP and R read: labels in one language, what is withheld declared as missing."""
    import pandas as pd  # noqa: PLC0415 - megabytes that most workers never need
    import pyreadstat  # noqa: PLC0415

    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    for column in columns:
        frame[column.name] = _sav_values(frame[column.name], column, pd)
    coded = [column for column in columns if column.codes]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.sav"
        pyreadstat.write_sav(
            frame,
            path,
            column_labels=[_words(column.label, chinese=chinese) for column in columns],
            variable_value_labels={
                column.name: {n: _words(column.codes[code], chinese=chinese) for code, n in numbers_of(column).items()}
                for column in coded
            },
            missing_ranges={column.name: sorted(missing_of(column).values()) for column in coded if missing_of(column)},
            variable_measure={column.name: "nominal" for column in coded},
        )
        return path.read_bytes()


def _sav_values(series, column: Column, pd):
    if column.shape == Shape.MONTH:
        return series.astype(str)
    if column.shape == Shape.NUMBER:
        return pd.to_numeric(series, errors="coerce").astype("float64")
    return series.map(numbers_of(column)).astype("float64")


def _words(wording, *, chinese: bool) -> str:
    return xml_text(wording.zh if chinese else wording.en)[:CHARACTERS]


def _shape_words(shape: Shape) -> str:
    return _("A month") if shape == Shape.MONTH else _("A number")
