"""Ed25519 signatures over certificate numbers: what the QR code carries besides our address."""

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PURPOSE = b"portal.cells.certificate.v1:"


def private_key(secret: str) -> Ed25519PrivateKey:
    """The signing key that a kept secret (any long text) stands for."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(PURPOSE + secret.encode()).digest())


def public_key(secret: str) -> str:
    """What anyone needs to check a certificate offline, in URL-safe Base64."""
    raw = private_key(secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return _encode(raw)


def public_pem(secret: str) -> str:
    """The same key as OpenSSL and others read it."""
    public = private_key(secret).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def sign_number(number: str, secret: str) -> str:
    return _encode(private_key(secret).sign(PURPOSE + number.encode()))


def is_signed(number: str, signature: str, secret: str) -> bool:
    try:
        private_key(secret).public_key().verify(_decode(signature), PURPOSE + number.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
