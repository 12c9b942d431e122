"""`python -m portal.evidence.reencode`: one picture from standard input, made anew, to standard output.

A process of its own with little memory and time and without the portal's environment: what a hostile
picture does to a decoder, it does here. Answers one line of JSON, then the fresh bytes; an exit status
of 3 means too many pixels, any other but 0 that the picture cannot be read.
"""

import json
import sys
from dataclasses import asdict
from typing import BinaryIO

from portal.evidence.limits import DEFAULT, Limits

TOO_MANY_PIXELS = 3
UNREADABLE = 4


def confine(limits: Limits) -> None:  # pragma: no cover - it would confine the tests; see test_sandbox
    """No more memory, time or files than a picture needs; for good."""
    import resource  # noqa: PLC0415 - not on every system; only the child needs it

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(source: BinaryIO, target: BinaryIO, limits: Limits, longest_side: int | None = None) -> int:
    from portal.evidence.pictures import TooManyPixelsError, remake  # noqa: PLC0415 - decoders load confined

    try:
        picture = remake(source.read(), limits, longest_side=longest_side)
    except TooManyPixelsError:
        return TOO_MANY_PIXELS
    except Exception:  # noqa: BLE001 - whatever a decoder stumbles over: the picture is refused
        return UNREADABLE
    facts = asdict(picture)
    data = facts.pop("data")
    target.write(json.dumps(facts).encode() + b"\n" + data)
    target.flush()
    return 0


def main(arguments: list[str]) -> int:
    confine(DEFAULT)
    longest_side = int(arguments[0]) if arguments else None
    return answer(sys.stdin.buffer, sys.stdout.buffer, DEFAULT, longest_side)


if __name__ == "__main__":  # pragma: no cover - the child
    sys.exit(main(sys.argv[1:]))
