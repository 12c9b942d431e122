"""The parts of a zipped workbook, weighed before anything reads them."""

import io
import posixpath
import zipfile
import zlib

from portal.papers.errors import UnreadableError
from portal.papers.files.limits import Limits

# Most programs keep it in a folder xl.
WORKBOOK, BINARY = "workbook.xml", "workbook.bin"
CONTENT, KIND = "content.xml", "mimetype"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
SHEETS_OF_NUMBERS = "Index/Document.iwa"
ENCRYPTED = 0x1
_READ = (".xml", ".rels", KIND)

Parts = dict[str, bytes]


def parts_of(data: bytes, limits: Limits) -> Parts:
    """The texts of the archive by name, together no larger than the limit, whatever its list of contents says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), limits)
            return _unpacked(archive, limits)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise UnreadableError("damaged") from error


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise UnreadableError("unpacked")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise UnreadableError("locked")


def _unpacked(archive: zipfile.ZipFile, limits: Limits) -> Parts:
    parts: Parts = {}
    left = limits.unpacked_bytes
    for name in archive.namelist():
        if name.endswith(_READ):
            with archive.open(name) as part:
                text = part.read(left + 1)
            left -= len(text)
            parts[_slashed(name)] = text
        if left < 0:
            raise UnreadableError("unpacked")
    # Of what is no text the name alone tells what kind of file it is.
    return {_slashed(name): b"" for name in archive.namelist()} | parts


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def packed(parts: Parts) -> bytes:
    """The weighed parts as an archive again: who reads it can unpack no more than them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            if part:
                archive.writestr(name, part)
    return file.getvalue()


def workbook_part(parts: Parts) -> str:
    """Where the list of sheets stands; empty in what is no XLSX."""
    return next((name for name in parts if posixpath.basename(name) == WORKBOOK), "")


def is_ods(parts: Parts) -> bool:
    return parts.get(KIND, b"").strip().startswith(ODS) and CONTENT in parts


def refusal(parts: Parts) -> str:
    """The best word for an archive that holds no table that we read."""
    if any(posixpath.basename(name) == BINARY for name in parts):
        return "binary"
    return "numbers" if SHEETS_OF_NUMBERS in parts else "no_table"
