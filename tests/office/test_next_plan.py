"""The next plan's workbook as LibreOffice itself wrote it: the same plan is understood, and the same faults are named."""

import csv
import io
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from portal.board.operations import take_in_plan
from portal.directory.packing import packed
from portal.directory.plan import read_plan
from tests.portal.board.made_plan import desk, made_rows, workbook
from tests.portal.board.test_plan_sheet import spoilt

pytestmark = [pytest.mark.office, pytest.mark.django_db]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PAGE = reverse("board:plan-import")


@pytest.fixture(autouse=True)
def _old_plan(settings, now):
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))


@pytest.fixture
def convert(tmp_path):
    """A table opened by the office and written as another kind of file."""
    if OFFICE is None:
        pytest.fail("LibreOffice is not here: apt-get install libreoffice-calc-nogui")

    def converted(source: Path, kind: str) -> SimpleUploadedFile:
        out = tmp_path / "out"
        command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore"]
        command += ["--infilter=CSV:44,34,76,1,,2052,false,true"] if source.suffix == ".csv" else []
        command += ["--convert-to", kind, "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env={"HOME": str(tmp_path)})
        made = out / source.with_suffix(f".{kind}").name
        return SimpleUploadedFile(made.name, made.read_bytes())

    return converted


def as_sent(tmp_path: Path, rows: list[dict]) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook(rows).read())
    return path


def as_text(path: Path) -> Path:
    """The same sheet as plain text: whoever opens it decides anew what is a number and what a day."""
    sheet = load_workbook(path).active
    lines = io.StringIO()
    csv.writer(lines).writerows([["" if cell is None else cell for cell in row] for row in sheet.values])
    text = path.with_suffix(".csv")
    text.write_text(lines.getvalue(), encoding="utf-8")
    return text


def understood(file) -> dict:
    tried = desk().post(PAGE, {"file": file}).context["tried"]
    assert [(fault.place, fault.words) for fault in tried.faults] == []
    return packed(tried.records)


def valued(plan: dict) -> dict:
    rows = [one | {"target_text": _value(one["target_text"])} for one in plan["indicators"]]
    rows = [one | {"target_value": _value(one["target_value"] or "")} for one in rows]
    return plan | {"indicators": rows}


def _value(text: str) -> Decimal | str:
    return Decimal(text) if re.fullmatch(r"[0-9.]+", text) else text


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_what_the_office_wrote_is_the_same_plan(tmp_path, convert, kind):
    source = as_sent(tmp_path, made_rows())
    plan = understood(workbook(made_rows()))
    assert understood(convert(source, kind)) == plan
    # What the office took for numbers has lost the nought at its end: 0.010.
    assert valued(understood(convert(as_text(source), kind))) == valued(plan)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_the_office_wrote_has_the_same_faults(tmp_path, convert, kind):
    ours = {fault.place for fault in desk().post(PAGE, {"file": workbook(spoilt())}).context["tried"].faults}
    theirs = desk().post(PAGE, {"file": convert(as_sent(tmp_path, spoilt()), kind)}).context["tried"].faults
    assert {fault.place for fault in theirs} == ours
