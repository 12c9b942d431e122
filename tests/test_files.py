"""Sixty files that other programs made (tests/files), each at every door where somebody may send it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.cms.forms.files import LONGEST_SIDE
from portal.evidence.errors import RefusedFileError
from portal.evidence.intake import clean, clean_image
from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from tests.portal.papers.doors import Events, Figures, Units, signed_in

FILES = Path(__file__).parent / "files"
# How many rows a door for tables reads, or why none; what a door for evidence keeps, or why nothing.
OUTCOMES = """
documents/ghostscript.pdf                                   kind      pdf
documents/libreoffice-a2.pdf                                kind      pdf
documents/libreoffice.doc                                   no_table  other_office
documents/libreoffice.docm                                  no_table  active
documents/libreoffice.docx                                  no_table  docx
documents/libreoffice.odt                                   no_table  other_office
documents/libreoffice.pdf                                   kind      pdf
documents/libreoffice.rtf                                   kind      unknown
documents/libreoffice.xlsx                                  2         xlsx
documents/openpyxl.xlsx                                     2         xlsx
documents/python-docx.docx                                  no_table  docx
documents/qpdf-attached.pdf                                 kind      active
documents/qpdf-linear.pdf                                   kind      pdf
documents/qpdf-locked.pdf                                   kind      locked
documents/qpdf-owner.pdf                                    kind      locked
documents/reportlab-form.pdf                                kind      pdf
documents/reportlab.pdf                                     kind      pdf
documents/xlsxwriter-linked.xlsx                            2         remote
documents/xlsxwriter.xlsx                                   3         xlsx
documents/zip.zip                                           no_table  archive
pictures/avifenc.avif                                       kind      heic
pictures/cwebp.webp                                         kind      jpeg
pictures/exiftool-comment.jpg                               kind      jpeg
pictures/exiftool-compositeWithTrainedAlgorithmicMedia.jpg  kind      jpeg
pictures/exiftool-digitalCapture.jpg                        kind      jpeg
pictures/exiftool-packed.png                                kind      png
pictures/exiftool-trainedAlgorithmicMedia.jpg               kind      jpeg
pictures/exiftool-turned.jpg                                kind      jpeg
pictures/exiftool-windows.jpg                               kind      jpeg
pictures/head-cut.jpg                                       kind      damaged
pictures/heif-enc.heic                                      kind      jpeg
pictures/imagemagick-cmyk.jpg                               kind      jpeg
pictures/imagemagick-grey16.png                             kind      png
pictures/imagemagick-palette.png                            kind      png
pictures/imagemagick-progressive.jpg                        kind      jpeg
pictures/imagemagick.bmp                                    kind      unknown
pictures/imagemagick.gif                                    kind      unknown
pictures/imagemagick.png                                    kind      png
pictures/imagemagick.psd                                    kind      design
pictures/imagemagick.tif                                    kind      unknown
tables/libreoffice-gb18030.csv                              7         unknown
tables/libreoffice-semicolon.csv                            7         unknown
tables/libreoffice-tab-utf16.csv                            7         unknown
tables/libreoffice.fods                                     markup    markup
tables/libreoffice.html                                     markup    markup
tables/libreoffice.ods                                      7         other_office
tables/libreoffice.xls                                      7         other_office
tables/libreoffice.xlsm                                     7         active
tables/libreoffice.xlsx                                     7         xlsx
tables/odd-cells.xls                                        1         other_office
tables/odd-far.xls                                          far       other_office
tables/odd-hidden.xls                                       no_table  other_office
tables/odd-letter.doc                                       no_table  other_office
tables/odd-libreoffice-formula.xls                          3         other_office
tables/odd-xlwt-formula.xls                                 2         other_office
tables/pandas.ods                                           4         other_office
tables/pandas.xlsx                                          4         xlsx
tables/pyexcel.ods                                          5         other_office
tables/xlsxwriter.xlsx                                      5         xlsx
tables/xlwt.xls                                             5         other_office
"""
ROWS = [line.split() for line in OUTCOMES.strip().splitlines()]
# What a door that takes only pictures says otherwise; a file that no door takes is told of in its own word.
DOCUMENTS = {"pdf", "docx", "xlsx", "active", "remote", "locked", "archive"}


def read(name: str) -> bytes:
    return (FILES / name).read_bytes()


def kept(taking, data: bytes, **more) -> str:
    try:
        taken = taking(data, name="文件", **more)
    except RefusedFileError as refused:
        return refused.code.value
    return taken.name.replace(".jpg", ".jpeg").rpartition(".")[2]


def test_each_file_is_in_the_table_once():
    made = {str(path.relative_to(FILES)) for path in FILES.rglob("*") if path.is_file() and path.name != "README.md"}
    assert sorted(made) == [name for name, *_outcomes in ROWS]
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("name", "table", "evidence"), ROWS)
def test_what_becomes_of_it(name, table, evidence):
    try:
        found = str(len(read_grid(read(name)).rows))
    except UnreadableError as unreadable:
        found = unreadable.code
    assert found == table
    assert kept(clean, read(name)) == evidence
    of_editors = "pictures_only" if evidence in DOCUMENTS else evidence
    assert kept(clean_image, read(name), longest_side=LONGEST_SIDE) == of_editors


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize("room", [Units, Events, Figures])
def test_a_door_for_other_tables_says_why_it_takes_none_of_them(room):
    door = room()
    client = signed_in(door.someone())
    for name, *_outcomes in ROWS:
        answer = client.post(door.page, {"file": SimpleUploadedFile("表", read(name))})
        assert (name, answer.status_code) == (name, 400)
        assert answer.context["form"].errors["file"], name
    assert not door.kept.exists()
