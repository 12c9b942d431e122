"""How fieldwork stands against the sample plan: what is still wanted where. Never what was answered, never by whom."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from portal.directory.models import Area
from surveys.admission import counted_tiers
from surveys.enums import Dimension, Layer
from surveys.models import Response, Wave
from surveys.queries import open_waves, tally_of
from surveys.results.classification import counts_of, rows_of
from surveys.tallies import responses

ADVISED = 3


@dataclass(frozen=True)
class Gap:
    area_code: str
    area: str
    age: str
    wanted: int
    missing: int

    @property
    def done(self) -> int:
        return self.wanted - self.missing

    @property
    def state(self) -> str:
        return "met" if not self.missing else "watch"


def gaps(wave: Wave, area_codes: Collection[str], language: str) -> list[Gap]:
    """Against each target of the plan in these areas, in the order of the plan."""
    by_area_and_age = received(wave)
    ages = _age_labels(wave, language)
    rows = wave.targets.select_related("area").filter(area__code__in=area_codes)
    found = []
    for row in rows:
        got = sum(
            count for (area, age), count in by_area_and_age.items() if area == row.area.code and row.age in {"", age}
        )
        found.append(Gap(row.area.code, row.area.label, ages.get(row.age, ""), row.wanted, max(row.wanted - got, 0)))
    return found


def advice(found: list[Gap]) -> list[Gap]:
    """Where the next hour brings most: the largest gaps."""
    return sorted((gap for gap in found if gap.missing), key=lambda gap: -gap.missing)[:ADVISED]


def received(wave: Wave) -> Counter[tuple[str, ...]]:
    """Answers that the figures will be made of, by area and age: those in the tallies, and the few that came since."""
    tiers = counted_tiers(wave.admission)
    found: Counter[tuple[str, ...]] = Counter()
    for (area, age, tier), count in _answers(wave).items():
        if tier in tiers:
            found[area, age] += count
    return found


def _answers(wave: Wave) -> Counter[tuple[str, ...]]:
    counted = responses(tally_of(wave, Layer.RAW), "area", "age", "tier")
    pending = Response.objects.filter(wave=wave, pending__isnull=False)
    questionnaire = wave.version.questionnaire if wave.version else None
    fresh = counts_of(rows_of(pending), questionnaire, ()) if questionnaire else {}
    return counted + responses(fresh, "area", "age", "tier")


def _age_labels(wave: Wave, language: str) -> dict[str, str]:
    age = wave.version.questionnaire.question_of(Dimension.AGE) if wave.version else None
    return {option.code: option.text.in_language(language) for option in age.options} if age else {}


def work_at_a_glance(today: date, now: datetime) -> dict[str, Any]:
    """Of every open wave what has come and what the sample plan still wants, for the district."""
    codes = Area.objects.values_list("code", flat=True)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return {"fieldwork": [_sums(wave, gaps(wave, list(codes), language)) for wave in open_waves(now)]}


def _sums(wave: Wave, found: list[Gap]) -> dict[str, Any]:
    return {
        "wave": wave,
        "received": sum(received(wave).values()),
        "wanted": sum(gap.wanted for gap in found),
        "missing": sum(gap.missing for gap in found),
    }
