"""How fieldwork stands against the sample plan: what is still wanted where. Never what was answered, never by whom."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from django.utils.translation import get_language

from portal.directory.models import Area
from surveys.admission import counted_tiers
from surveys.enums import Dimension, Layer
from surveys.models import Place, Response, Wave
from surveys.queries import open_waves, tally_of
from surveys.results.classification import counts_of, rows_of
from surveys.tallies import responses

ADVISED = 3
DAY = timedelta(days=1)


class Who(NamedTuple):
    """Where somebody lives, how old, and the code that the answer came by; never what was answered."""

    area: str
    age: str
    place: str


@dataclass(frozen=True)
class Gap:
    area_code: str
    area: str
    age: str
    wanted: int
    missing: int
    age_code: str = ""
    got: int = 0

    @property
    def state(self) -> str:
        return "met" if not self.missing else "watch"


def gaps(wave: Wave, counts: Counter[Who], area_codes: Collection[str], language: str) -> list[Gap]:
    """Against each target of the plan in these areas, in the order of the plan. ``counts``: what was received."""
    ages = _age_labels(wave, language)
    rows = wave.targets.select_related("area").filter(area__code__in=area_codes)
    found = []
    for row in rows:
        got = sum(count for who, count in counts.items() if who.area == row.area.code and row.age in {"", who.age})
        missing, age = max(row.wanted - got, 0), ages.get(row.age, "")
        found.append(Gap(row.area.code, row.area.label, age, row.wanted, missing, row.age, got))
    return found


def advice(found: list[Gap]) -> list[Gap]:
    """Where the next hour brings most: the largest gaps."""
    return sorted((gap for gap in found if gap.missing), key=lambda gap: -gap.missing)[:ADVISED]


@dataclass(frozen=True)
class Pace:
    """``days``: that are left, this one counted; ``a_day``: answers so far; ``needed``: a day, to have what is wanted."""

    received: int
    days: int
    a_day: float
    missing: int

    @property
    def needed(self) -> float:
        return self.missing / self.days

    @property
    def is_behind(self) -> bool:
        return self.needed > self.a_day


def pace(counts: Counter[Who], found: Sequence[Gap], wave: Wave, now: datetime) -> Pace:
    """``found``: the gaps of the same areas. While the wave runs."""
    gone = max((now - wave.opens_at) / DAY, 1.0)
    days = max(ceil((wave.closes_at - now) / DAY), 1)
    total = sum(counts.values())
    return Pace(total, days, total / gone, sum(gap.missing for gap in found))


def by_venue(counts: Counter[Who]) -> Counter[str]:
    """How many came by the code of each place."""
    found: Counter[str] = Counter()
    for who, count in counts.items():
        if who.place:
            found[who.place] += count
    return found


def where_to_go(counts: Counter[Who], gap: Gap, places: Collection[Place]) -> Place | None:
    """The place of the area whose code brought most of those who are missing; while none did, the one that brought most."""
    there = {place.code: place for place in places if place.area.code == gap.area_code and place.revoked_at is None}
    sums: dict[str, tuple[int, int]] = {}
    for who, count in counts.items():
        if who.place in there:
            meant, everybody = sums.get(who.place, (0, 0))
            is_meant = gap.age_code in {"", who.age}
            sums[who.place] = (meant + count * is_meant, everybody + count)
    return there[max(sums, key=lambda code: (sums[code], code))] if sums else None


def received(wave: Wave) -> Counter[Who]:
    """Answers that the figures will be made of: those in the tallies, and the few that came since."""
    tiers = counted_tiers(wave.admission)
    found: Counter[Who] = Counter()
    for (area, age, tier, place), count in _answers(wave).items():
        if tier in tiers:
            found[Who(area, age, place)] += count
    return found


def _answers(wave: Wave) -> Counter[tuple[str, ...]]:
    by = ("area", "age", "tier", "place")
    counted = responses(tally_of(wave, Layer.RAW), *by)
    pending = Response.objects.filter(wave=wave, pending__isnull=False)
    questionnaire = wave.version.questionnaire if wave.version else None
    fresh = counts_of(rows_of(pending), questionnaire, ()) if questionnaire else {}
    return counted + responses(fresh, *by)


def _age_labels(wave: Wave, language: str) -> dict[str, str]:
    age = wave.version.questionnaire.question_of(Dimension.AGE) if wave.version else None
    return {option.code: option.text.in_language(language) for option in age.options} if age else {}


def work_at_a_glance(today: date, now: datetime) -> dict[str, Any]:
    """Of every open wave what has come and what the sample plan still wants, for the district."""
    codes = Area.objects.values_list("code", flat=True)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return {"fieldwork": [_sums(wave, list(codes), language) for wave in open_waves(now)]}


def _sums(wave: Wave, codes: list[str], language: str) -> dict[str, Any]:
    counts = received(wave)
    found = gaps(wave, counts, codes, language)
    return {
        "wave": wave,
        "received": sum(counts.values()),
        "wanted": sum(gap.wanted for gap in found),
        "missing": sum(gap.missing for gap in found),
    }
