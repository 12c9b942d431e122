"""`python -m portal.evidence.child.reencode KIND`: one file from standard input, made anew, to standard output.

A process of its own with little memory and time, at the lowest priority and without the portal's environment: what a
hostile file does to a decoder or parser, it does here. Answers one line of JSON, then the fresh bytes; with an exit
status of 3 the line says why the file is not taken, with any other but 0 the file cannot be read.
"""

import json
import sys
from dataclasses import asdict
from typing import BinaryIO

from portal.confined import confine
from portal.evidence.child.limits import DEFAULT, Limits
from portal.evidence.child.unfit import UnfitError

UNFIT = 3
UNREADABLE = 4


def answer(kind: str, source: BinaryIO, target: BinaryIO, limits: Limits, longest_side: int | None = None) -> int:
    try:
        facts, data = _made_anew(kind, source.read(), limits, longest_side)
    except UnfitError as unfit:
        target.write(json.dumps({"code": unfit.code, "values": unfit.values}).encode() + b"\n")
        return UNFIT
    except Exception:  # noqa: BLE001 - whatever a decoder stumbles over: the file is refused
        return UNREADABLE
    target.write(json.dumps(facts).encode() + b"\n" + data)
    target.flush()
    return 0


def _made_anew(kind: str, data: bytes, limits: Limits, longest_side: int | None) -> tuple[dict, bytes]:
    """Facts and bytes; each kind loads its own decoders, and loads them confined."""
    if kind == "pdf":
        from portal.evidence.child.pdf import clean_pdf  # noqa: PLC0415

        return {}, clean_pdf(data)
    if kind == "office":
        from portal.evidence.child.office import clean_office  # noqa: PLC0415

        name, fresh = clean_office(data, limits)
        return {"name": name}, fresh
    from portal.evidence.child.pictures import remake  # noqa: PLC0415

    facts = asdict(remake(data, limits, longest_side=longest_side))
    return facts, facts.pop("data")


def main(arguments: list[str]) -> int:
    confine(memory_bytes=DEFAULT.memory_bytes, cpu_seconds=DEFAULT.cpu_seconds)
    kind, *more = arguments
    longest_side = int(more[0]) if more else None
    return answer(kind, sys.stdin.buffer, sys.stdout.buffer, DEFAULT, longest_side)


if __name__ == "__main__":  # pragma: no cover - the child
    sys.exit(main(sys.argv[1:]))
