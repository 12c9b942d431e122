"""Whether the ledger's public heads are still those that an earlier mail named. Python 3.9 and nothing else is needed.

    python3 check_heads.py MAIL HEADS

MAIL: the saved mail, or its text. HEADS: heads.txt of the portal, as a file or as its address.

Each line of HEADS is a day, the number of the ledger's last entry, that entry's hash, and a digest: SHA-256 of the digest
of the line before, a blank, and all that stands before it on the line. So a line that a mail named proves all lines
before it too: whoever changes one of them, or takes one out, changes every digest after it.
"""

import re
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

BEGINNING = "0" * 64
# Mail programs break long lines.
LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\d{1,18}:[0-9a-f]{64})\s+([0-9a-f]{64})")


def digest_after(before: str, day: str, head: str) -> str:
    return sha256(f"{before} {day} {head}".encode()).hexdigest()


def faults(public: str, mailed: str) -> Iterator[str]:
    """What does not hold, the first in the list first."""
    told, shown = LINE.findall(mailed), set()
    before, last = BEGINNING, ("", -1)
    for number, line in enumerate(public.splitlines(), 1):
        match = LINE.fullmatch(line)
        if match is None:
            yield f"line {number} of the list is no head"
            return
        day, head, digest = match.groups()
        at = (day, int(head.split(":")[0]))
        if digest != digest_after(before, day, head):
            yield f"{day}: its digest does not follow from the lines before it"
            return
        if day <= last[0] or at[1] < last[1]:
            yield f"{day}: the list goes backwards"
        shown.add(match.groups())
        before, last = digest, at
    if not told:
        yield "the mail names no head"
    for row in told:
        if row not in shown:
            yield f"{row[0]}: the list no longer says what the mail says"


def text_of(data: bytes) -> str:
    """Of a saved mail its words, of anything else itself."""
    mail = message_from_bytes(data, policy=policy.default)
    body = mail.get_body(("plain",)) if mail["Subject"] else None
    return body.get_content() if body else data.decode(errors="replace")


def read(place: str) -> bytes:
    if place.startswith(("http://", "https://")):
        with urlopen(place, timeout=60) as answer:  # noqa: S310 - the address that was typed
            return answer.read()
    return Path(place).read_bytes()


def main(words: list) -> int:
    if len(words) != 2:  # noqa: PLR2004 - a mail and a list
        sys.stderr.write(f"{__doc__}")
        return 2
    mail, heads = map(read, words)
    found = list(faults(heads.decode(), text_of(mail)))
    sys.stdout.write("\n".join(found or ["The list holds, and it is what the mail says."]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
