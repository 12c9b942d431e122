"""What a file is by its first bytes; its name and the sender's word count for nothing."""

import re

from portal.evidence.enums import Refusal

JPEG, PNG, WEBP, HEIC = "image/jpeg", "image/png", "image/webp", "image/heic"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

EXTENSIONS = {JPEG: "jpg", PNG: "png", WEBP: "webp", HEIC: "heic", PDF: "pdf", DOCX: "docx", XLSX: "xlsx"}
IMAGES = frozenset({JPEG, PNG, WEBP, HEIC})

_KNOWN = (
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), WEBP),
    (re.compile(rb"....ftyp(heic|heix|mif1)", re.DOTALL), HEIC),
    (re.compile(rb"%PDF-[12]\.\d"), PDF),
    (re.compile(rb"PK\x03\x04(?!.{26}mimetypeapplication/vnd\.oasis)", re.DOTALL), ZIP),
)
_REFUSED = (
    (re.compile(rb"....ftyp(hevc|hevx|heim|heis|msf1|avif|avis)", re.DOTALL), Refusal.HEIC),
    (re.compile(rb"8BPS|%!PS|\xc5\xd0\xd3\xc6|AI\x00"), Refusal.DESIGN),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|PK\x03\x04"), Refusal.OTHER_OFFICE),
    (re.compile(rb"PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd"), Refusal.ARCHIVE),
    (re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*(<|#!)", re.DOTALL), Refusal.MARKUP),
)


def media_type(data: bytes) -> str | None:
    """The media type of an acceptable beginning (an office file is a ZIP so far), or None."""
    return next((name for pattern, name in _KNOWN if pattern.match(data)), None)


def refusal(data: bytes) -> Refusal:
    """The best word for a beginning that is not acceptable."""
    if not data:
        return Refusal.EMPTY
    return next((code for pattern, code in _REFUSED if pattern.match(data)), Refusal.UNKNOWN)
