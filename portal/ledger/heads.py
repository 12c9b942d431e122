"""Heads of the chain as they are kept outside of the database: a line a day, `INSTANT SEQUENCE:HASH`.

With them a ledger that was emptied, or a database that was put back, is seen: it no longer holds what it once held.
"""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LINE = re.compile(r"\S+ (\d{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True)
class KeptHead:
    sequence: int
    hash: str


class UnreadableHeadError(ValueError):
    """A line of the file is no head."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"line {number} is no head of the ledger")


def append(path: Path, now: datetime, head: KeptHead) -> None:
    """One line more, on the disk when this returns. A line that was torn off by a full disk does not spoil the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torn = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" * bool(torn) + line_of(now, head))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> list[KeptHead]:
    """The kept heads, oldest first; none where there is no file. A line that is no head is an UnreadableHeadError."""
    if not path.exists():
        return []
    return parsed(path.read_text(encoding="utf-8", errors="replace"))


def line_of(now: datetime, head: KeptHead) -> str:
    return f"{now.isoformat(timespec='seconds')} {head.sequence}:{head.hash}\n"


def parsed(text: str) -> list[KeptHead]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = LINE.fullmatch(line)
        if match is None:
            raise UnreadableHeadError(number)
        found.append(KeptHead(int(match[1]), match[2]))
    return found
