"""Bytes to a grid of texts. What a file is, its bytes say; its name is not asked."""

from portal.papers.errors import UnreadableError
from portal.papers.files.archive import is_ods, parts_of, refusal, workbook_part
from portal.papers.files.csv import read_csv
from portal.papers.files.grid import Grid
from portal.papers.files.limits import DEFAULT, MEGABYTE, Limits
from portal.papers.files.ods import read_ods
from portal.papers.files.xls import read_xls
from portal.papers.files.xlsx import read_xlsx

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_grid(data: bytes, limits: Limits = DEFAULT) -> Grid:
    """The first visible sheet of XLSX, XLS, ET or ODS, or CSV; UnreadableError for anything else."""
    if len(data) > limits.file_bytes:
        raise UnreadableError("too_large", limit=limits.file_bytes // MEGABYTE)
    if not data.strip():
        raise UnreadableError("empty")
    if data.startswith(ZIP):
        return _read_archive(data, limits)
    return read_xls(data, limits) if data.startswith(OLE) else read_csv(data, limits)


def _read_archive(data: bytes, limits: Limits) -> Grid:
    parts = parts_of(data, limits)
    if workbook_part(parts):
        return read_xlsx(parts, limits)
    if is_ods(parts):
        return read_ods(parts, limits)
    raise UnreadableError(refusal(parts))
