"""How cases of a sample ended, and the outcome rates of AAPOR, Standard Definitions (10th edition, 2023), for any way of asking.

A final disposition code begins with what it is: 1.1 complete, 1.2 partial, 2.1 refusal or break-off, 2.2 non-contact,
2.3 and 2.9 other, 3 eligibility unknown, 4 not eligible.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

CODE = re.compile(r"[1-4]\.[0-9]{1,3}")
COMPLETE, PARTIAL, REFUSED, NOT_REACHED, OTHER, UNKNOWN, NOT_ELIGIBLE = "I", "P", "R", "NC", "O", "U", "NE"
BEGINS = (
    ("1.1", COMPLETE),
    ("1.2", PARTIAL),
    ("2.1", REFUSED),
    ("2.2", NOT_REACHED),
    ("2.3", OTHER),
    ("2.9", OTHER),
    ("3.", UNKNOWN),
    ("4.", NOT_ELIGIBLE),
)
INTERVIEWED = frozenset({COMPLETE, PARTIAL})


@dataclass(frozen=True)
class Rates:
    """Shares from 0 to 1; None where nobody was asked who could count.

    ``by_name``: all of them as AAPOR numbers them; ``eligible``: e, the share of those whose eligibility is unknown that
    is taken to be eligible, as among the cases where it is known.
    """

    calls: int
    eligible: float | None
    by_name: Mapping[str, float | None]

    @property
    def response(self) -> float | None:
        """RR1: complete among all that are or may be eligible."""
        return self.by_name["RR1"]

    @property
    def cooperation(self) -> float | None:
        """COOP1: complete among those reached."""
        return self.by_name["COOP1"]

    @property
    def refusal(self) -> float | None:
        """REF1."""
        return self.by_name["REF1"]

    @property
    def contact(self) -> float | None:
        """CON1."""
        return self.by_name["CON1"]


def group_of(code: str) -> str | None:
    """What a code is; None for one that AAPOR does not have."""
    if not CODE.fullmatch(code):
        return None
    return next((group for begin, group in BEGINS if code.startswith(begin)), None)


def rates(outcomes: Mapping[str, int]) -> Rates:
    """From counts by disposition code. Who is not eligible counts in no rate but through e."""
    n: Counter[str] = Counter()
    for code, count in outcomes.items():
        n[group_of(code) or ""] += count
    done, reached = n[COMPLETE] + n[PARTIAL], n[COMPLETE] + n[PARTIAL] + n[REFUSED] + n[OTHER]
    known = reached + n[NOT_REACHED]
    e = _share(known, known + n[NOT_ELIGIBLE])
    every, likely = known + n[UNKNOWN], known + (e or 0.0) * n[UNKNOWN]
    by_name = {
        "RR1": _share(n[COMPLETE], every),
        "RR2": _share(done, every),
        "RR3": _share(n[COMPLETE], likely),
        "RR4": _share(done, likely),
        "RR5": _share(n[COMPLETE], known),
        "RR6": _share(done, known),
        "COOP1": _share(n[COMPLETE], reached),
        "COOP2": _share(done, reached),
        "COOP3": _share(n[COMPLETE], done + n[REFUSED]),
        "COOP4": _share(done, done + n[REFUSED]),
        "REF1": _share(n[REFUSED], every),
        "REF2": _share(n[REFUSED], likely),
        "REF3": _share(n[REFUSED], known),
        "CON1": _share(reached, every),
        "CON2": _share(reached, likely),
        "CON3": _share(reached, known),
    }
    return Rates(sum(outcomes.values()), e, by_name)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
