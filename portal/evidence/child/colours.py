"""Colour profiles (ICC) in pictures: how colours are meant stays; who made the profile, for which device, when, goes."""

import struct
import zlib

# Where the head tells of people and machines: size of a program's name, date, maker, model, creator, its own hash.
HEAD = ((4, 8), (24, 36), (48, 56), (80, 100))
HEAD_BYTES, TAG_BYTES = 128, 12
TELLING = frozenset({b"desc", b"cprt", b"dmnd", b"dmdd", b"vued", b"scrd", b"targ", b"meta", b"pseq", b"psid", b"mmod"})
# What an empty one of each type holds behind its head of eight bytes.
EMPTY = {b"desc": struct.pack(">I", 1), b"mluc": struct.pack(">II", 0, 12), b"dict": struct.pack(">II", 0, 16)}
LARGEST = 4 * 1024 * 1024
CHUNK = 65_000
JPEG_MARK = b"ICC_PROFILE\0"


def bare_profile(data: bytes) -> bytes:
    """The same profile without its words; nothing of one that cannot be read."""
    bare = bytearray(data)
    try:
        (count,) = struct.unpack_from(">I", data, HEAD_BYTES)
        for number in range(count):
            tag, at, size = struct.unpack_from(">4sII", data, HEAD_BYTES + 4 + number * TAG_BYTES)
            if at + size > len(data) or size < 8:  # noqa: PLR2004 - its type
                return b""
            if tag in TELLING:
                empty = EMPTY.get(bytes(data[at : at + 4]), b"")[: size - 8]
                bare[at + 8 : at + size] = empty + bytes(size - 8 - len(empty))
    except struct.error:
        return b""
    for start, end in HEAD:
        bare[start:end] = bytes(end - start)
    return bytes(bare)


def bare_png_profile(body: bytes) -> bytes:
    """The body of an iCCP chunk, under a name that says nothing; nothing where it cannot be read."""
    unpacker = zlib.decompressobj()
    try:
        profile = bare_profile(unpacker.decompress(body.partition(b"\0")[2][1:], LARGEST))
    except zlib.error:
        return b""
    return b"icc\0\0" + zlib.compress(profile) if profile and unpacker.eof else b""


def bare_jpeg_profile(bodies: list[bytes]) -> list[bytes]:
    """The bodies of a JPEG's segments of one profile, cut anew."""
    at = len(JPEG_MARK)
    parts = sorted(bodies, key=lambda body: body[at : at + 1])
    profile = bare_profile(b"".join(body[at + 2 :] for body in parts))
    chunks = [profile[start : start + CHUNK] for start in range(0, len(profile), CHUNK)]
    return [JPEG_MARK + bytes((number, len(chunks))) + chunk for number, chunk in enumerate(chunks, 1)]
