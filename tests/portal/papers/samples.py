"""What the tests of tables share: the columns asked for, and files made by hand."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from portal.papers.columns import Column, choice_column
from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from portal.papers.readers.days import day
from portal.papers.readers.hours import time
from portal.papers.readers.numbers import count, percentage
from portal.papers.rows import rows_of
from portal.papers.tables import Asked, table_of

WRITTEN = Path(__file__).parents[2] / "files" / "tables"
TODAY = dt.date(2026, 11, 24)
TITLE = Column("title", ("标题", "Title"), is_required=True)
COLUMNS = [
    TITLE,
    Column("day", ("日期", "Date"), read=day(TODAY)),
    Column("begins", ("开始时间", "From"), read=time),
    Column("people", ("参与人数", "People reached"), read=count),
    Column("share", ("办结率", "Share"), read=percentage),
    choice_column("type", ("类型", "Type"), [("talk", ("讲座与培训", "Talk")), ("stall", ("摆摊", "Stall"))]),
]
ASKED = Asked(COLUMNS, most=50, ours=("为什么没有收下", "Why not taken"))


def book(*rows, change=None) -> bytes:
    """An XLSX of openpyxl; `change(sheet)` before it is saved."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made.active)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def changed(data: bytes, parts: dict) -> bytes:
    """An archive with parts replaced: by a function of what was there, by bytes, or by nothing."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            part = parts.get(name, lambda held: held)
            held = old.read(name) if name in old.namelist() else b""
            if part is not None:
                new.writestr(name, part(held) if callable(part) else part)
    return file.getvalue()


def table(data: bytes, asked: Asked = ASKED):
    return table_of(read_grid(data), asked)


def rows(data: bytes, asked: Asked = ASKED):
    return rows_of(table(data, asked), asked.columns)


def refused(read, cell):
    with pytest.raises(UnreadableError) as found:
        read(cell)
    return found.value.code
