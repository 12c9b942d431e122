"""A paper of an office: title, number, body, tables, signature and date. Chinese, whoever prints it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

# The registry gives the number when the paper is sent.
NUMBER = "{prefix}〔{year}〕　号（文号待编）"
NUMERALS = "一二三四五六七八九"
NONE = "—"
# Of a column, in signs of plain width: the least that is worth having, and where its words wrap.
LEAST, WRAPPED = 4, 44
# What a column of a page keeps free beside its words.
PAD = 3
_WIDE = frozenset("WF")
# Between two of these a line may end: each Chinese sign is one of its own.
_PIECE = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+")


class Figure(str):
    """A number as the paper writes it, 98.3%, with what it is for programs that reckon."""

    __slots__ = ("unit", "value")
    unit: str
    value: Decimal | int

    def __new__(cls, value: Decimal | int, unit: str = "", written: str = "") -> Self:
        made = super().__new__(cls, written or f"{value}{unit}")
        made.value, made.unit = value, unit
        return made


@dataclass(frozen=True)
class Table:
    """`empty`: what stands there without rows; `sheet`: its short name in a workbook."""

    title: str
    head: list[str]
    rows: list[list[Any]]
    note: str = ""
    empty: str = "本期无。"
    sheet: str = ""


@dataclass(frozen=True)
class Paper:
    """`lines` stand below the title; `issuer` and `day` are its signature. `made_at`: the moment that its files say
    they were made; with it the same paper always makes the same bytes."""

    title: str
    issuer: str
    day: str
    number: str = ""
    lines: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    made_at: int | None = None


def heading(index: int, table: Table) -> str:
    return f"{NUMERALS[index]}、{table.title}"


def breadth(text: str) -> int:
    """In signs of plain width; a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in _WIDE else 1 for sign in text)


def column_widths(table: Table) -> list[int]:
    """In signs: as wide as what stands in it, no wider than words wrap, and wide enough for a date or a number in one."""
    return [max(_longest(column), min(_whole(column), WRAPPED), LEAST) for column in _columns(table)]


def shares(table: Table, room: int) -> list[float]:
    """Parts of a page that holds `room` signs: each column has what cannot be broken, then short ones all they ask for."""
    wanted = column_widths(table)
    floors = [max(_longest(column), LEAST) for column in _columns(table)]
    more = [width - floor for width, floor in zip(wanted, floors, strict=True)]
    most = _most(more, max(room - sum(floors) - PAD * len(floors), 0))
    given = [floor + min(each, most) + PAD for floor, each in zip(floors, more, strict=True)]
    return [width / sum(given) for width in given]


def _most(asked: list[int], left: float) -> float:
    """What each may have at most, so that together they have what is left."""
    for place, each in enumerate(sorted(asked)):
        if each * (len(asked) - place) > left:
            return left / (len(asked) - place)
        left -= each
    return max(asked, default=0)


def _columns(table: Table) -> Sequence[Sequence[str]]:
    return [[str(cell) for cell in column] for column in zip(table.head, *table.rows, strict=True)]


def _whole(column: Sequence[str]) -> int:
    return max((breadth(line) for cell in column for line in cell.split("\n")), default=0)


def _longest(column: Sequence[str]) -> int:
    pieces = (piece for cell in column for piece in _PIECE.findall(cell))
    return min(max(map(breadth, pieces), default=0), WRAPPED)
