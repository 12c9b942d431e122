"""The one way in for every file that anyone sends, the CMS included: bytes in, clean bytes and facts out."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from portal.evidence.child import video
from portal.evidence.child.limits import DEFAULT, MEGABYTE, Limits
from portal.evidence.enums import Kind, Refusal
from portal.evidence.errors import RefusedFileError
from portal.evidence.intake import sandbox, signatures
from portal.evidence.intake.signatures import DOCX, EXTENSIONS, IMAGES, JPEG, PDF, PNG, XLSX

NAME_LENGTH = 100
# Two minutes of a phone's film; it is held in memory three times while it is looked at.
FILM_BYTES, CAPTIONS_BYTES = 60 * MEGABYTE, MEGABYTE
# Everything that is no letter, digit, mark or plain sign: separators, controls, marks that turn the direction.
UNFIT = re.compile(r"[^\w\s().,+=@&%!~\-\u3001-\u3011\uff00-\uffef]+")


@dataclass(frozen=True)
class CleanFile:
    """What others see of a file: fresh bytes that tell nothing of who made it, where, when and with what.

    `original` is a document as it was sent, for who keeps it sealed: rewriting ends signatures and earlier states.
    """

    data: bytes
    name: str
    kind: Kind
    media_type: str
    sha256: str
    width: int | None = None
    height: int | None = None
    captured_at: datetime | None = None
    ai_label: str = ""
    original: bytes = field(default=b"", repr=False)

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def stored_sha256(self) -> str:
        return sha256(self.data).hexdigest()


def clean(data: bytes, *, name: str, limits: Limits = DEFAULT) -> CleanFile:
    """A picture, PDF or office document that may be kept; anything else is a RefusedFileError."""
    kind = _kind(data, limits)
    if kind in IMAGES:
        return clean_image(data, name=name, limits=limits)
    facts, fresh = sandbox.made_anew("pdf" if kind == PDF else "office", data, limits=limits)
    media_type = PDF if kind == PDF else {"docx": DOCX, "xlsx": XLSX}[facts["name"]]
    document = Kind.PDF if kind == PDF else Kind.OFFICE
    return CleanFile(fresh, safe_name(name, media_type), document, media_type, sha256(data).hexdigest(), original=data)


def clean_image(data: bytes, *, name: str = "", limits: Limits = DEFAULT, longest_side: int | None = None) -> CleanFile:
    """A picture made anew: upright, without metadata, its capture time and what it says of AI kept apart."""
    if _kind(data, limits) not in IMAGES:
        raise RefusedFileError(Refusal.PICTURES_ONLY)
    facts, fresh = sandbox.made_anew("picture", data, longest_side=longest_side, limits=limits)
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
        ai_label=facts["ai_label"],
    )


def clean_film(data: bytes, *, captions: bool = False) -> bytes:
    """A film (MP4) or its captions (WebVTT) without what tells of their maker; only editors send them."""
    limit, refusal = (CAPTIONS_BYTES, Refusal.CAPTIONS) if captions else (FILM_BYTES, Refusal.FILM)
    if len(data) > limit:
        raise RefusedFileError(Refusal.TOO_LARGE, limit=limit // MEGABYTE)
    try:
        return video.plain_captions(data).encode() if captions else video.scrubbed_film(data)
    except video.UnfitFilm as unfit:
        raise RefusedFileError(refusal) from unfit


def _kind(data: bytes, limits: Limits) -> str:
    if len(data) > limits.file_bytes:
        raise RefusedFileError(Refusal.TOO_LARGE, limit=limits.file_bytes // MEGABYTE)
    kind = signatures.media_type(data)
    if kind is None:
        raise RefusedFileError(signatures.refusal(data))
    return kind


def safe_name(name: str, media_type: str) -> str:
    """The sender's name for a file without folders and trick characters, ending as its content is."""
    return f"{safe_stem(name)}.{EXTENSIONS[media_type]}"


def safe_stem(name: str) -> str:
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = base.rsplit(".", 1)[0] if "." in base[1:] else base
    stem = " ".join(UNFIT.sub(" ", stem).split()).strip(". ")[:NAME_LENGTH].strip()
    return stem or "file"
