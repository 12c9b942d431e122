"""The one way in for every file that anyone sends, the CMS included: bytes in, clean bytes and facts out."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from portal.evidence import documents, sandbox, signatures
from portal.evidence.enums import Kind, Refusal
from portal.evidence.errors import RefusedFileError
from portal.evidence.limits import DEFAULT, MEGABYTE, Limits
from portal.evidence.signatures import EXTENSIONS, IMAGES, JPEG, PDF, PNG

NAME_LENGTH = 100
# Everything that is no letter, digit, mark or plain sign: separators, controls, marks that turn the direction.
UNFIT = re.compile(r"[^\w\s().,+=@&%!~\-\u3001-\u3011\uff00-\uffef]+")


@dataclass(frozen=True)
class CleanFile:
    """What is kept of a file: fresh bytes of a picture, the bytes as sent of a document."""

    data: bytes
    name: str
    kind: Kind
    media_type: str
    sha256: str
    width: int | None = None
    height: int | None = None
    captured_at: datetime | None = None
    perceptual_hash: str = ""

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def stored_sha256(self) -> str:
        return sha256(self.data).hexdigest()


# A picture is a clean file whose width, height and hash are always known.
CleanImage = CleanFile


def clean(data: bytes, *, name: str, limits: Limits = DEFAULT) -> CleanFile:
    """A picture, PDF or office document that may be kept; anything else is a RefusedFileError."""
    kind = _kind(data, limits)
    if kind in IMAGES:
        return clean_image(data, name=name, limits=limits)
    if kind == PDF:
        documents.check_pdf(data)
        return CleanFile(data, safe_name(name, PDF), Kind.PDF, PDF, sha256(data).hexdigest())
    office = documents.check_office(data, limits)
    return CleanFile(data, safe_name(name, office), Kind.OFFICE, office, sha256(data).hexdigest())


def clean_image(
    data: bytes, *, name: str = "", limits: Limits = DEFAULT, longest_side: int | None = None
) -> CleanImage:
    """A picture made anew: upright, without metadata, its capture time kept apart."""
    if _kind(data, limits) not in IMAGES:
        raise RefusedFileError(Refusal.PICTURES_ONLY)
    facts, fresh = sandbox.remake(data, longest_side=longest_side, limits=limits)
    media_type = {"JPEG": JPEG, "PNG": PNG}[facts["format"]]
    captured_at = facts["captured_at"]
    return CleanFile(
        fresh,
        safe_name(name, media_type),
        Kind.IMAGE,
        media_type,
        sha256(data).hexdigest(),
        width=facts["width"],
        height=facts["height"],
        captured_at=datetime.fromisoformat(captured_at) if captured_at else None,
        perceptual_hash=facts["perceptual_hash"],
    )


def _kind(data: bytes, limits: Limits) -> str:
    if len(data) > limits.file_bytes:
        raise RefusedFileError(Refusal.TOO_LARGE, limit=limits.file_bytes // MEGABYTE)
    kind = signatures.media_type(data)
    if kind is None:
        raise RefusedFileError(signatures.refusal(data))
    return kind


def safe_name(name: str, media_type: str) -> str:
    """The sender's name for a file without folders and trick characters, ending as its content is."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = base.rsplit(".", 1)[0] if "." in base[1:] else base
    stem = " ".join(UNFIT.sub(" ", stem).split()).strip(". ")[:NAME_LENGTH].strip()
    return f"{stem or 'file'}.{EXTENSIONS[media_type]}"


def distance(one: str, other: str) -> int:
    """How many of 64 bits of two perceptual hashes differ; about 10 or fewer: the same picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
