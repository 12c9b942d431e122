"""Files are decoded and parsed in a child process, in their turn (portal.heavy)."""

import json

from portal import heavy
from portal.evidence.child.limits import DEFAULT, Limits
from portal.evidence.child.reencode import UNFIT
from portal.evidence.enums import Refusal
from portal.evidence.errors import RefusedFileError


def made_anew(
    kind: str, data: bytes, *, longest_side: int | None = None, limits: Limits = DEFAULT
) -> tuple[dict, bytes]:
    """Facts and fresh bytes of a "picture" (width, height, captured_at …), "pdf" or "office" file (its kind's name)."""
    arguments = [kind] if longest_side is None else [kind, str(longest_side)]
    try:
        done = heavy.child("portal.evidence.child.reencode", *arguments, data=data, seconds=limits.wall_seconds)
    except heavy.BusyError as error:
        raise RefusedFileError(Refusal.BUSY) from error
    told, _, fresh = done.stdout.partition(b"\n")
    if done.returncode:
        raise _refusal(done.returncode, told)
    return json.loads(told), fresh


def _refusal(status: int, told: bytes) -> RefusedFileError:
    if status == UNFIT:
        unfit = json.loads(told)
        return RefusedFileError(Refusal(unfit["code"]), **unfit["values"])
    # A negative status: the system ended it, at its limit of time or memory.
    return RefusedFileError(Refusal.TOO_HARD if status < 0 else Refusal.DAMAGED)
