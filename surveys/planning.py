"""How many answers a wave needs: from the half-width that is wanted and the venues there are, to targets by area and age.

Answers of one venue are alike (docs/decisions/0019): n answers at m venues say as much as n / deff of people picked one
by one, deff = k (1 + (b - 1) rho) with b = (1 + c^2) n / m answers at a venue, rho the correlation within venues, c how
much venues differ in size (standard deviation by mean) and k the effect of weights (Kish). So with n_0 = z^2 p (1 - p) / h^2
n = n_0 k (1 - rho) / (1 - n_0 k rho (1 + c^2) / m), and no n will do where m <= n_0 k rho (1 + c^2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

Z = 1.959963984540054  # of a normal distribution, 95 %
LEAST_AREA = 30  # answers under which an area is not shown


@dataclass(frozen=True)
class Ground:
    """What is expected: ``share`` from 0 to 1, ``icc`` within venues, ``uneven`` sizes of venues, ``weights``: their effect."""

    share: float = 0.5
    icc: float = 0.05
    uneven: float = 0.6
    weights: float = 1.1


@dataclass(frozen=True)
class Need:
    """``answers``: None where no number will do with so few venues; ``venues_least``: with which a number would."""

    answers: int | None
    deff: float | None
    a_venue: float | None
    venues_least: int


def needed(half_width: float, venues: int, ground: Ground) -> Need:
    """``half_width`` of a 95 % interval as a share, such as 0.03; ``venues`` at least 1."""
    simple = Z**2 * ground.share * (1 - ground.share) / half_width**2
    effect = simple * ground.weights
    held = effect * ground.icc * (1 + ground.uneven**2)
    least = floor(held) + 1
    if venues <= held:
        return Need(None, None, None, least)
    answers = ceil(effect * (1 - ground.icc) / (1 - held / venues))
    return Need(answers, answers / simple, answers / venues, least)


def half_width_of(answers: int, venues: int, ground: Ground) -> float:
    """What so many answers at so many venues give."""
    alike = 1 + ((1 + ground.uneven**2) * answers / venues - 1) * ground.icc
    effective = answers / (ground.weights * max(alike, 1.0))
    return Z * (ground.share * (1 - ground.share) / effective) ** 0.5


def allotted(
    answers: int, areas: Mapping[str, float], ages: Mapping[str, float], least: int = LEAST_AREA
) -> dict[tuple[str, str], int]:
    """Targets by area and age: as people live, but so many from each area that it can be shown.

    ``areas``, ``ages``: people by category; nobody known of any: alike. Without ages one target an area (age "").
    """
    shares = _shares(areas)
    small = [area for area, share in shares.items() if share * answers < least]
    rest = max(answers - least * len(small), 0)
    of_rest = sum(shares[area] for area in shares if area not in small)
    wanted = {area: least if area in small else rest * shares[area] / of_rest for area in shares}
    by_area = rounded(wanted, max(answers, least * len(small)))
    if not ages:
        return {(area, ""): number for area, number in by_area.items()}
    found = {}
    for area, number in by_area.items():
        parts = rounded({age: share * number for age, share in _shares(ages).items()}, number)
        found |= {(area, age): part for age, part in parts.items()}
    return found


def _shares(people: Mapping[str, float]) -> dict[str, float]:
    total = sum(people.values())
    return {name: number / total if total else 1 / len(people) for name, number in people.items()}


def rounded(parts: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers that add up to ``total``: what is left over goes to the largest remainders, earlier ones first."""
    found = {name: floor(part) for name, part in parts.items()}
    over: Sequence[str] = sorted(parts, key=lambda name: floor(parts[name]) - parts[name])
    for name in list(over)[: max(0, total - sum(found.values()))]:
        found[name] += 1
    return found
