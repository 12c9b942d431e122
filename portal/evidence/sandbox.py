"""Pictures are decoded in a child process, few at a time."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from portal.evidence.enums import Refusal
from portal.evidence.errors import RefusedFileError
from portal.evidence.limits import DEFAULT, MEGAPIXEL, Limits
from portal.evidence.reencode import TOO_MANY_PIXELS

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = BoundedSemaphore(2)


def remake(data: bytes, *, longest_side: int | None = None, limits: Limits = DEFAULT) -> tuple[dict, bytes]:
    """Facts (width, height, captured_at, perceptual_hash) and fresh bytes of a picture."""
    arguments = [] if longest_side is None else [str(longest_side)]
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, no shell, no user text among the arguments
                [sys.executable, "-m", "portal.evidence.reencode", *arguments],
                input=data,
                capture_output=True,
                timeout=limits.wall_seconds,
                cwd=ROOT,
                env={"PYTHONDONTWRITEBYTECODE": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise RefusedFileError(Refusal.TOO_HARD) from error
    if done.returncode:
        raise _refusal(done.returncode, limits)
    facts, _, fresh = done.stdout.partition(b"\n")
    return json.loads(facts), fresh


def _refusal(status: int, limits: Limits) -> RefusedFileError:
    if status == TOO_MANY_PIXELS:
        return RefusedFileError(Refusal.TOO_MANY_PIXELS, megapixels=limits.pixels // MEGAPIXEL, side=limits.side)
    # A negative status: the system ended it, at its limit of time or memory.
    return RefusedFileError(Refusal.TOO_HARD if status < 0 else Refusal.DAMAGED)
