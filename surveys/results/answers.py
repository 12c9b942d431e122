"""What the results page, its files and its sheet of paper say of each question: words beside frozen numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from surveys.enums import EstimateState
from surveys.models import Estimate, Wave
from surveys.questionnaire import KINDS, Item, Kind
from surveys.results.bars import Bar, Labels, bars_of, whole, words_of
from surveys.results.drawn import is_drawn
from surveys.results.questions import PREFIX
from surveys.results.ranks import Rank, ranks_of

EARLIER = 2  # waves before this one that stand on the drawing
DIMENSIONS = ("area", "age", "group", "mode")

# Dimension to its categories, each with what stands in its columns (their names and texts); None: hidden.
Tables = Mapping[str, list[tuple[str, list[tuple[str, str]] | None]]]


@dataclass(frozen=True)
class Answers:
    """One question as a reader meets it."""

    code: str
    title: str
    kind: Kind
    n: int
    unclear: int  # who could not say, beside unweighted shares
    minimum: int
    is_too_few: bool
    sentence: str
    bars: list[Bar] = field(default_factory=list)
    mean: Mapping | None = None
    spread: float | None = None
    ranks: Sequence[Rank] = ()
    tables: Tables = field(default_factory=dict)
    waves: tuple[int, ...] = ()  # earlier ones on the drawing
    is_portrait: bool = False
    level: float = 95.0
    weighting: Mapping = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.code.removeprefix(PREFIX)

    @property
    def width(self) -> int:
        """Columns of a table by group, without the names of the groups."""
        return len(self.bars) + 1


def answers_of(wave: Wave, labels: Labels, codes: Sequence[str] | None = None) -> list[Answers]:
    """The published answers to each question, in the order of the form. ``codes``: of these alone."""
    rows = _newest(wave)
    earlier = [(before, _newest(before)) for before in _waves_before(wave)] if rows else []
    order = {item.id: place for place, item in enumerate(wave.version.questionnaire.questions)}
    ordered = sorted(rows.values(), key=lambda row: (order.get(_question(row), len(order)), row.measure))
    chosen = [row for row in ordered if codes is None or row.measure in codes]
    return [_answers(row, wave, earlier, labels) for row in chosen]


def _newest(wave: Wave) -> dict[str, Estimate]:
    rows = Estimate.objects.filter(wave=wave, state=EstimateState.PUBLISHED, measure__startswith=PREFIX)
    ordered = (
        rows.order_by("decided_at", "pk")
        .defer("inputs")
        .annotate(measure_data=F("inputs__measure"), tiers=F("inputs__tiers"))
    )
    return {row.measure: row for row in ordered}


def _question(row: Estimate) -> str:
    return row.measure_data["rule"]["distribution"]["question"]


def _waves_before(wave: Wave) -> list[Wave]:
    return list(
        Wave.objects.real()
        .asked_as(wave)
        .filter(survey=wave.survey, number__lt=wave.number)
        .order_by("-number")[:EARLIER]
    )


def _answers(row: Estimate, wave: Wave, earlier: Sequence[tuple[Wave, dict]], labels: Labels) -> Answers:
    measure, found, language = row.measure_data, row.result, get_language() or "zh-hans"
    rule = measure["rule"]["distribution"]
    item = wave.version.questionnaire.by_id[rule["question"]]
    words = words_of(item, labels)
    before = [(each.number, rows[row.measure]) for each, rows in earlier if _is_same(rows.get(row.measure), row)]
    bars = [] if row.suppressed else bars_of(found, words, before)
    return Answers(
        code=row.measure,
        title=measure["name"]["zh" if language.startswith("zh") else "en"],
        kind=item.kind,
        n=found["n"],
        unclear=0 if found["weighting"]["margins"] or "people" in found else found["unclear"],
        minimum=measure["minimum_n"],
        is_too_few=row.suppressed,
        sentence=_sentence(item, found, bars) if bars else "",
        bars=bars,
        mean=None if row.suppressed else found.get("mean"),
        spread=found.get("spread"),
        ranks=[] if row.suppressed else ranks_of(found, words),
        tables={} if row.suppressed else _tables(found, [bar.label for bar in bars], labels),
        waves=tuple(number for number, _row in before),
        is_portrait="people" in found,
        level=measure["level"] * 100,
        weighting=found["weighting"],
    )


def _is_same(before: Estimate | None, row: Estimate) -> bool:
    """The same question in the same words, of people who came the same way."""
    if (
        before is None
        or before.suppressed
        or before.tiers != row.tiers
        or is_drawn(before.result) != is_drawn(row.result)
    ):
        return False
    one, other = (each.measure_data["rule"]["distribution"] for each in (before, row))
    return one["wording"] == other["wording"] and one["kind"] == other["kind"] and KINDS[one["kind"]].has_same_bars


def _sentence(item: Item, found: Mapping, bars: Sequence[Bar]) -> str:
    """What a reader takes away: one figure, and how far it may be off, in words."""
    if found.get("better") and found["better"]["value"] is not None:
        better = [option.text for option in item.options if (option.polarity or 0) > 0]
        language = get_language() or "zh-hans"
        names = _(" or ").join(_("“%(words)s”") % {"words": text.in_language(language)} for text in better)
        return _(
            "Of 100 people with an opinion, about %(value)s said %(names)s; the true number likely lies %(span)s."
        ) % {
            "value": whole(found["better"]["value"]),
            "names": names,
            "span": _span(found["better"]),
        }
    if found.get("mean") and found["mean"]["value"] is not None:
        return _("On average %(value)s; the true average likely lies between %(low)s and %(high)s.") % {
            name: f"{found['mean'][name]:.1f}" for name in ("value", "low", "high")
        }
    shown = [bar for bar in bars if bar.value is not None]
    if not shown:
        return ""
    top = max(shown, key=lambda bar: bar.shown)
    if top.number is not None:
        return ngettext(
            "Most who answered said “%(label)s”: %(number)s person.",
            "Most who answered said “%(label)s”: %(number)s people.",
            top.number,
        ) % {"label": top.label, "number": top.number}
    return _most(item) % {
        "label": top.label,
        "value": whole(top.value),
        "span": _span({"low": top.low, "high": top.high}),
    }


def _most(item: Item) -> str:
    if item.kind.is_ordered:
        return _(
            "Most often put first: “%(label)s”, by about %(value)s in 100 people; the true number likely lies %(span)s."
        )
    return _("Most often named: “%(label)s”, by about %(value)s in 100 people; the true number likely lies %(span)s.")


def _span(share: Mapping) -> str:
    return _("between %(low)s and %(high)s") % {"low": whole(share["low"]), "high": whole(share["high"])}


def _tables(found: Mapping, names: Sequence[str], labels: Labels) -> Tables:
    """By dimension each category with its shares in the order of the bars and its number of answers."""
    return {
        dimension: [
            (labels[dimension].get(row["category"]) or row["category"] or _("Not stated"), _cells(row, names))
            for row in rows
        ]
        for dimension, rows in found.get("tables", {}).items()
    }


def _cells(row: Mapping, names: Sequence[str]) -> list[tuple[str, str]] | None:
    if "answers" not in row:
        return None
    shares = [f"{whole(each['value'])} %" for each in row["answers"]]
    return [*zip(names, shares, strict=True), (_("People"), str(row["answers"][0]["n"]))]
