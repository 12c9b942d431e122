"""Which certificates are rechecked in a quarter, and why: plain rules that explain themselves.

The share at random is drawn by the SHA-256 of seed and number, so anyone who knows both can draw it again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from cells.enums import PickReason

# Residents' looks raise the priority only when they come from so many different days.
LOOK_DAYS = 3
NARROW_MARGIN = Decimal(2)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a valid certificate. `seen_on`: issued or last checked; `margin`: points above the threshold, if any."""

    number: str
    seen_on: date
    ends_on: date
    is_due: bool
    was_rectified: bool
    was_objected: bool
    look_days: int
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class Reason:
    kind: PickReason
    values: dict[str, str]


def months_between(first: date, last: date) -> int:
    """Whole months from first to last."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def reasons_for(candidate: Candidate, *, day: date, longest_months: int) -> list[Reason]:
    """Every reason that speaks for a recheck, the weightiest first; none for most."""
    months = months_between(candidate.seen_on, day)
    known = [
        (months >= longest_months, PickReason.INTERVAL, {"months": months, "most": longest_months}),
        (candidate.is_due, PickReason.ENDING, {"day": candidate.ends_on.isoformat()}),
        (candidate.was_rectified, PickReason.RECTIFIED, {}),
        (candidate.look_days >= LOOK_DAYS, PickReason.LOOKS, {"days": candidate.look_days}),
        (candidate.was_objected, PickReason.OBJECTED, {}),
        (
            candidate.margin is not None and candidate.margin < NARROW_MARGIN,
            PickReason.MARGIN,
            {"margin": candidate.margin},
        ),
    ]
    return [Reason(kind, {k: str(v) for k, v in values.items()}) for holds, kind, values in known if holds]


def drawn_at_random(numbers: Iterable[str], *, percent: Decimal, seed: str) -> list[str]:
    """The share of the numbers, rounded up, that comes first by the hash of seed and number."""
    ordered = sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
    return ordered[: ceil(len(ordered) * percent / 100)]


def choose(
    candidates: Iterable[Candidate], *, day: date, longest_months: int, percent: Decimal, seed: str
) -> dict[str, list[Reason]]:
    """Numbers with their reasons: those with a risk, and a share of all the others at random."""
    found: dict[str, list[Reason]] = {}
    rest = []
    for candidate in candidates:
        reasons = reasons_for(candidate, day=day, longest_months=longest_months)
        if reasons:
            found[candidate.number] = reasons
        else:
            rest.append(candidate.number)
    drawn = drawn_at_random(rest, percent=percent, seed=seed)
    for place, number in enumerate(drawn, 1):
        found[number] = [Reason(PickReason.RANDOM, {"place": str(place), "drawn": str(len(drawn))})]
    return found
