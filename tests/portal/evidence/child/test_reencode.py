"""What the child does with a file, done here: each kind is made anew, and what cannot be read is said by the status."""

import io
import json

import pikepdf
import pytest
from openpyxl import Workbook

from portal.evidence.child.limits import DEFAULT, fitting
from portal.evidence.child.reencode import UNFIT, UNREADABLE, answer


def a_pdf() -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file.getvalue()


def a_table() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def answered(kind: str, data: bytes) -> tuple[int, bytes]:
    target = io.BytesIO()
    return answer(kind, io.BytesIO(data), target, DEFAULT), target.getvalue()


@pytest.mark.parametrize(
    ("kind", "data", "begins"), [("pdf", a_pdf(), b"%PDF-"), ("office", a_table(), b"PK")], ids=["pdf", "office"]
)
def test_a_document_is_facts_in_one_line_and_its_bytes(kind, data, begins):
    status, told = answered(kind, data)
    facts, _, fresh = told.partition(b"\n")
    assert status == 0
    assert isinstance(json.loads(facts), dict)
    assert fresh.startswith(begins)


@pytest.mark.parametrize("kind", ["pdf", "office", "image"])
def test_what_no_reader_takes_is_refused(kind):
    assert answered(kind, b"no file of this kind")[0] in {UNREADABLE, UNFIT}


@pytest.mark.parametrize(
    ("size", "fits"),
    [
        ((4000, 3000), (2048, 1536)),
        ((800, 600), (800, 600)),
        ((1080, 15_000), (1080, 15_000)),
        ((2160, 30_000), (1080, 15_000)),
        ((15_000, 2160), (7500, 1080)),
    ],
)
def test_a_picture_is_made_smaller_and_never_too_narrow_to_be_read(size, fits):
    assert fitting(size, 2048) == fits
