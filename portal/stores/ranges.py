"""Which part of a file a browser asks for (RFC 9110, section 14): one range of bytes, or all of it."""

import re

ASKED = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class NoSuchRangeError(ValueError):
    """The file has no such part: the answer is 416."""


def span(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None for the whole: nothing asked, several parts, or another unit."""
    found = ASKED.fullmatch(header.strip())
    if not found or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last or size), size - 1) + 1
        if last and int(last) < int(first):
            return None
    if start >= size:
        raise NoSuchRangeError(header)
    return start, end
