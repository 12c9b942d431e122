"""Columns and rows as an SPSS system file (.sav), which R, Stata, PSPP and SPSS read with all labels.

Every variable is a number with labels, so the format is small: a header, a record a variable, the labels, four notes
(integers, floats, long names, encoding), then the rows as doubles, one after the other and not compressed.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from surveys.questionnaire import Column

SYSMIS = -1.7976931348623157e308
HIGHEST, LOWEST = 1.7976931348623157e308, -1.7976931348623155e308
NUMBER, DAY = 0x050800, 0x270A00  # print formats F8.0 and SDATE10
LABEL_MOST, VALUE_LABEL_MOST, TITLE_MOST = 252, 120, 64
SECONDS_A_DAY, FIRST_DAY = 86_400, 577_735  # 1582-10-14 as an ordinal: where SPSS begins to count
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sav_parts(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, language: str, now: datetime
) -> Iterator[bytes]:
    """The file in pieces; the number of rows need not be known."""
    yield _header(title, len(columns), now)
    for place, column in enumerate(columns, 1):
        yield _variable(place, column, language)
    for place, column in enumerate(columns, 1):
        if column.labels:
            yield _labels(place, column, language)
    yield _notes(columns)
    yield struct.pack("<ii", 999, 0)
    packed = struct.Struct(f"<{len(columns)}d")
    for row in rows:
        yield packed.pack(*(_number(column, value) for column, value in zip(columns, row, strict=True)))


def _header(title: str, width: int, now: datetime) -> bytes:
    made = f"{now.day:02d} {MONTHS[now.month - 1]} {now.year % 100:02d}".encode()
    return b"".join(
        (
            b"$FL2",
            b"@(#) SPSS DATA FILE Tianning zero-waste portal".ljust(60),
            struct.pack("<iiiii", 2, width, 0, 0, -1),
            struct.pack("<d", 100.0),
            made,
            now.strftime("%H:%M:%S").encode(),
            _cut(title, TITLE_MOST).ljust(TITLE_MOST),
            bytes(3),
        )
    )


def _variable(place: int, column: Column, language: str) -> bytes:
    form = DAY if column.is_date else NUMBER
    label = _cut(column.label.in_language(language), LABEL_MOST)
    head = struct.pack("<iiiiii", 2, 0, 1, 0, form, form) + _short(place)
    return head + struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4)


def _labels(place: int, column: Column, language: str) -> bytes:
    pairs = [(column.number(code), words.in_language(language)) for code, words in column.labels.items()]
    parts = [struct.pack("<ii", 3, len(pairs))]
    for value, words in pairs:
        text = _cut(words, VALUE_LABEL_MOST)
        padded = -(-(len(text) + 1) // 8) * 8 - 1
        parts.append(struct.pack("<dB", value, len(text)) + text.ljust(padded))
    return b"".join((*parts, struct.pack("<iii", 4, 1, place)))


def _notes(columns: Sequence[Column]) -> bytes:
    integers = struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001)
    floats = struct.pack("<3d", SYSMIS, HIGHEST, LOWEST)
    names = "\t".join(f"{_short(place).decode().strip()}={column.name}" for place, column in enumerate(columns, 1))
    return b"".join((_note(3, 4, integers), _note(4, 8, floats), _note(13, 1, names.encode()), _note(20, 1, b"UTF-8")))


def _note(kind: int, size: int, content: bytes) -> bytes:
    return struct.pack("<iiii", 7, kind, size, len(content) // size) + content


def _short(place: int) -> bytes:
    return f"V{place}".encode().ljust(8)


def _number(column: Column, value: str) -> float:
    found = column.number(value)
    if found is None:
        return SYSMIS
    return (found - FIRST_DAY) * SECONDS_A_DAY if column.is_date else found


def _cut(text: str, most: int) -> bytes:
    """No more bytes than fit, and no character cut in two."""
    return text.encode()[:most].decode(errors="ignore").encode()
