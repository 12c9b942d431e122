"""Figures of the web processes, kept in files that all of them share (prometheus_client's multiprocess mode)."""

import time
from pathlib import Path

from prometheus_client import Counter, Histogram

METHODS = {"GET", "HEAD", "POST"}
# A form that answers with a redirect has stored what was sent.
REDIRECTS, REFUSALS, FAULTS = 300, 400, 500
OLD = 24 * 3600.0

REQUESTS = Counter("portal_requests", "Requests answered", ["method", "status"])
SECONDS = Histogram("portal_request_seconds", "Time until the answer", ["method"])
ANSWERS = Counter("portal_answers", "Answers to surveys that were sent in", ["outcome"])


def note_request(method: str | None, status: int, seconds: float) -> None:
    """A method that we do not serve is one of many, so that a stranger cannot make labels."""
    known = method if method in METHODS else "other"
    REQUESTS.labels(known, f"{status // 100}xx").inc()
    SECONDS.labels(known).observe(seconds)


def note_answer(status: int) -> None:
    if REDIRECTS <= status < REFUSALS:
        ANSWERS.labels("stored").inc()
    elif REFUSALS <= status < FAULTS:
        ANSWERS.labels("refused").inc()
    elif status >= FAULTS:
        ANSWERS.labels("failed").inc()


def sweep(folder: Path) -> int:
    """Files of processes that ended more than a day ago; returns how many went."""
    before = time.time() - OLD
    ended = [path for path in folder.glob("*.db") if path.stat().st_mtime < before and not _lives(path)]
    for path in ended:
        path.unlink(missing_ok=True)
    return len(ended)


def _lives(path: Path) -> bool:
    number = path.stem.rpartition("_")[2]
    return number.isdigit() and Path(f"/proc/{number}").exists()
