"""Documents: looked into without unpacking more than a few small parts, and kept as they were sent."""

import io
import re
import zipfile
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from portal.evidence.enums import Refusal
from portal.evidence.errors import RefusedFileError
from portal.evidence.limits import MEGABYTE, Limits
from portal.evidence.signatures import DOCX, XLSX

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
ACTIVE_PARTS = re.compile(
    r"vbaProject|vbaData|/activeX/|/embeddings/|/ctrlProps/|\.(bin|exe|dll|js|vbs)$", re.IGNORECASE
)
NESTED = re.compile(r"\.(zip|docx|xlsx|pptx|jar|rar|7z|gz)$", re.IGNORECASE)
HARMLESS_BINARY = re.compile(r"printerSettings/printerSettings\d+\.bin$", re.IGNORECASE)
ENCRYPTED = 0x1
PART_BYTES = 4 * MEGABYTE

_PDF_CROSS_REFERENCES = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_PDF_TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
_PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_PDF_LOCKED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
_PDF_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_pdf(data: bytes) -> None:
    """A whole PDF whose end names its table of objects, without programs, attachments or password."""
    ends = _PDF_CROSS_REFERENCES.findall(data[-2048:])
    if not ends or not _PDF_TABLE.match(data, int(ends[-1])) or not re.search(rb"/Root\b", data):
        raise RefusedFileError(Refusal.DAMAGED)
    if _PDF_LOCKED.search(data):
        raise RefusedFileError(Refusal.LOCKED)
    plain = _PDF_NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)
    if _PDF_ACTIVE.search(plain):
        raise RefusedFileError(Refusal.ACTIVE)


def check_office(data: bytes, limits: Limits) -> str:
    """The media type of a DOCX or XLSX file that unpacks to something reasonable and does nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_size(entries, len(data), limits)
            return _media_type(archive, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, OSError, ValueError, NotImplementedError) as error:
        raise RefusedFileError(Refusal.DAMAGED) from error


def _check_size(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = unpacked > MEGABYTE and unpacked > limits.archive_ratio * max(packed, 1)
    if len(entries) > limits.archive_entries or unpacked > limits.archive_bytes or is_dense or _overlap(entries, size):
        raise RefusedFileError(Refusal.BOMB)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise RefusedFileError(Refusal.LOCKED)


def _overlap(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether parts lie over each other: the trick of the densest bombs."""
    starts = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    following = [start for start, _packed in starts[1:]] + [size]
    return any(start + packed > after for (start, packed), after in zip(starts, following, strict=True))


def _media_type(archive: zipfile.ZipFile, names: set[str]) -> str:
    kind = next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
    if kind is None or CONTENT_TYPES not in names:
        raise RefusedFileError(Refusal.ARCHIVE)
    if any(is_active(name) for name in names):
        raise RefusedFileError(Refusal.ACTIVE)
    if "macroEnabled" in _parsed(archive, CONTENT_TYPES):
        raise RefusedFileError(Refusal.ACTIVE)
    _parsed(archive, "_rels/.rels")
    return kind


def is_active(name: str) -> bool:
    if HARMLESS_BINARY.search(name):
        return False
    return bool(ACTIVE_PARTS.search(name) or NESTED.search(name))


def _parsed(archive: zipfile.ZipFile, name: str) -> str:
    """The text of a small part after it was parsed as XML; KeyError and its like become damage."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise RefusedFileError(Refusal.DAMAGED) from error
    if info.file_size > PART_BYTES:
        raise RefusedFileError(Refusal.BOMB)
    text = archive.read(info)
    fromstring(text, forbid_dtd=True)
    return text.decode("utf-8", "replace")
