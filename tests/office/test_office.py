"""The report pack opened and rendered by LibreOffice, with our one Chinese font and no other: `make test-office`."""

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
import typst

from portal.board.exports.pack_words import words_of
from portal.board.results.pack import pack_of
from portal.board.targets.periods import parse_period
from portal.directory.models import Plan
from portal.directory.operations import load_plan
from portal.papers.documents.docx import paper_docx
from portal.papers.documents.xlsx import paper_xlsx
from tests.factories.board import ObservationFactory

pytestmark = [pytest.mark.office, pytest.mark.django_db]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""
NAMED_FONTS = re.compile(rb"/(?:Base)?Font(?:Name)?/[A-Z]{6}\+([\w-]+)")


@pytest.fixture
def render(tmp_path):
    """A document as a PDF, made by an office that knows just the font that we ship."""
    if OFFICE is None:
        pytest.fail("LibreOffice is not here: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")
    config = tmp_path / "fonts.conf"
    fonts = FONTS.format(fonts=files("pylopdf_fonts_zh_cn"), cache=tmp_path / "cache")
    config.write_text(fonts, encoding="utf-8")

    def rendered(name: str, body: bytes) -> bytes:
        source = tmp_path / name
        source.write_bytes(body)
        command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
        done = subprocess.run(
            command,
            check=True,
            capture_output=True,
            timeout=120,
            env={"FONTCONFIG_FILE": str(config), "HOME": str(tmp_path)},
        )
        assert b"Error" not in done.stderr, done.stderr
        return source.with_suffix(".pdf").read_bytes()

    return rendered


@pytest.fixture
def words():
    load_plan()
    plan = Plan.objects.get()
    ObservationFactory(indicator=plan.indicators.get(number=13), period="2025")
    return words_of(pack_of(plan, parse_period("2025"), plan.ends_on))


def glyphs(words) -> set[str]:
    texts = [words.title, words.number, words.issuer, words.day, *words.paragraphs, *words.notes]
    for table in words.tables:
        texts += [table.title, table.note, *table.head, *(str(cell) for row in table.rows for cell in row)]
    return set("".join(texts)) - {"\n", "\u3000", " "}


def test_our_font_has_every_sign_of_the_report(words):
    """typst refuses a PDF/A with a sign that the font lacks; the office draws with the same font."""
    source = b'#set text(font: "Noto Sans SC")\n#json(bytes(sys.inputs.signs))'
    pdf = typst.compile(
        source,
        format="pdf",
        pdf_standards="a-2b",
        font_paths=[str(files("pylopdf_fonts_zh_cn"))],
        ignore_system_fonts=True,
        sys_inputs={"signs": json.dumps("".join(sorted(glyphs(words))))},
    )
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(("name", "make", "least"), [("report.docx", paper_docx, 5), ("report.xlsx", paper_xlsx, 6)])
def test_the_office_opens_and_renders_it_with_our_font_alone(render, words, name, make, least):
    pdf = render(name, make(words))
    assert {font.decode().partition("-")[0] for font in NAMED_FONTS.findall(pdf)} == {"NotoSansSC"}
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= least
    Path("build").mkdir(exist_ok=True)
    Path("build", f"{name}.pdf").write_bytes(pdf)
