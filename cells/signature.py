"""Ed25519 signatures over the face of a certificate: what the QR code carries besides our address.

The newest key signs. Of the keys before it only the public half is kept, each with the last day on which it signed:
what hangs on a door stays good, and who finds a retired key can make nothing of a later day with it.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# Seeds the key, and stood before the number when the number was all that was signed.
PURPOSE = b"portal.cells.certificate.v1:"
FACE = b"portal.cells.certificate.v2:"
# What a signature over the whole face begins with; before it there was the bare signature.
MARK, ID_LENGTH, BARE_LENGTH = "2", 8, 86

# A public key in URL-safe Base64 and the last day on which it signed; None for the one that signs today.
Ring = Mapping[str, date | None]


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on a certificate and is signed."""

    number: str
    holder: str
    kind: str
    level: str
    issued_on: date
    valid_until: date
    # Of a certificate that was issued again under its number: how often, and when the last time.
    edition: int = 1
    reissued_on: date | None = None

    @property
    def signed_on(self) -> date:
        return self.reissued_on or self.issued_on

    def signed(self) -> bytes:
        """One line each, after the purpose; a first edition says nothing of editions."""
        lines = (
            self.number,
            self.holder,
            self.kind,
            self.level,
            self.issued_on.isoformat(),
            self.valid_until.isoformat(),
            *((str(self.edition), self.signed_on.isoformat()) if self.edition > 1 else ()),
        )
        return FACE + "\n".join(lines).encode()


def plain_face(face: Face) -> dict[str, str]:
    """As text, to be kept."""
    return {item.name: str(getattr(face, item.name) or "") for item in fields(face)}


def read_face(data: Mapping[str, str]) -> Face:
    """What `plain_face` wrote; other entries are read over. KeyError or ValueError for anything else."""
    days = {name: date.fromisoformat(data[name]) for name in ("issued_on", "valid_until")}
    words = {name: data[name] for name in ("number", "holder", "kind", "level")}
    again = date.fromisoformat(data["reissued_on"]) if data["reissued_on"] else None
    return Face(**words, **days, edition=int(data["edition"]), reissued_on=again)


def private_key(secret: str) -> Ed25519PrivateKey:
    """The signing key that a kept secret (any long text) stands for."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(PURPOSE + secret.encode()).digest())


def public_key(secret: str) -> str:
    """What anyone needs to check a certificate offline, in URL-safe Base64."""
    raw = private_key(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return _encode(raw)


def public_pem(public: str) -> str:
    """The same key as OpenSSL and others read it."""
    return _opened(public).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def key_id(public: str) -> str:
    """The first signs of the key's SHA-256, in URL-safe Base64."""
    return _encode(hashlib.sha256(_decode(public)).digest())[:ID_LENGTH]


def ring_of(secret: str, former: Mapping[str, str]) -> Ring:
    """The newest key first; `former`: public key -> last day as YYYY-MM-DD. A day that is none raises ValueError."""
    return {public_key(secret): None, **{public: date.fromisoformat(day) for public, day in former.items()}}


def sign_face(face: Face, secret: str) -> str:
    return f"{MARK}{key_id(public_key(secret))}{_encode(private_key(secret).sign(face.signed()))}"


def is_genuine(face: Face, token: str, ring: Ring) -> bool:
    """Whether a key of the ring signed this face (or, as it once was, its number) while it signed."""
    if len(token) == BARE_LENGTH:
        text, found, signature = PURPOSE + face.number.encode(), list(ring), token
    elif token.startswith(MARK):
        text, signature = face.signed(), token[1 + ID_LENGTH :]
        found = [public for public in ring if key_id(public) == token[1 : 1 + ID_LENGTH]]
    else:
        return False
    return any(_in_its_time(ring[public], face) and _fits(public, text, signature) for public in found)


def _in_its_time(last: date | None, face: Face) -> bool:
    return last is None or face.signed_on <= last


def _fits(public: str, text: bytes, signature: str) -> bool:
    try:
        _opened(public).verify(_decode(signature), text)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _opened(public: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(_decode(public))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
