"""What there is to read: open waves, codes, progress of fieldwork, published figures."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import get_language

from portal.directory.models import Area, AreaKind, Community
from surveys.enums import CommitmentState, EstimateState, FlagState, Layer, Tier, WaveState
from surveys.keying import Pair
from surveys.models import Call, CellTally, Estimate, Flag, Invitation, PaperBatch, Place, Response, Survey, Wave
from surveys.questionnaire import Places
from surveys.tallies import Cell, Key

UNCOUNTED = (FlagState.OPEN, FlagState.EXCLUDED)  # a flag in one of these keeps its answer out of the cleaned figures
WAVE_OF = "SELECT wave_id FROM surveys_response WHERE reference = %s"  # asked for with every receipt


def open_waves(now: datetime):
    return (
        Wave.objects.filter(state=WaveState.OPEN, opens_at__lte=now, closes_at__gt=now)
        .select_related("survey", "version")
        .order_by("survey__slug")
    )


def invitation_path(token: str) -> str:
    return reverse("surveys:invitation-open", args=[token])


def wave_to_answer(**survey) -> Wave | None:
    """The wave that is open, else the last one that was: a post that comes late still learns its reference.

    Named by what the survey is; without its wording, which few requests need (`QuestionnaireVersion.questionnaire`).
    """
    waves = Wave.objects.exclude(state=WaveState.PLANNED).filter(**{f"survey__{name}": survey[name] for name in survey})
    waves = waves.select_related("survey", "version").defer("version__definition")
    is_open = Case(When(state=WaveState.OPEN, then=0), default=1)
    return waves.order_by(is_open, "-number").first()


def place_named(token: str) -> Place | None:
    return Place.objects.with_code(token).select_related("survey", "area").first()


def invitation_with(digest: str) -> Invitation | None:
    invitations = Invitation.objects.exclude(wave__state=WaveState.PLANNED)
    return invitations.select_related("wave__survey", "wave__version").filter(digest=digest).first()


def areas_with_communities() -> list[Area]:
    """The areas that people live in, each with the communities that report to it."""
    communities = Community.objects.filter(valid_until__isnull=True)
    areas = Area.objects.exclude(kind=AreaKind.DISTRICT)
    return list(
        areas.prefetch_related(
            Prefetch("communities", communities),
            Prefetch("reporting_communities", communities),
        )
    )


def offered_places() -> Places:
    """The codes that may be answered: each area with the communities that lie in it or report to it."""
    areas = Area.objects.exclude(kind=AreaKind.DISTRICT).order_by().values_list("code", flat=True)
    found: dict[str, set[str]] = {code: set() for code in areas}
    communities = Community.objects.filter(valid_until__isnull=True).order_by()
    for code, *homes in communities.values_list("code", "area__code", "reporting_area__code"):
        for home in found.keys() & homes:
            found[home].add(code)
    return Places({area: frozenset(codes) for area, codes in found.items()})


def wave_of_reference(reference: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(WAVE_OF, [reference])
        found = cursor.fetchone()
    return found and found[0]


def wave_with_answer(reference: str) -> Wave | None:
    return Wave.objects.filter(responses__reference=reference).select_related("survey").first()


def answer_with(reference: str) -> Response | None:
    return Response.objects.filter(reference=reference).select_related("wave__survey", "version").first()


def tally_of(wave: Wave, layer: Layer) -> Counter[Key]:
    return counts_in(CellTally.objects.filter(wave=wave, layer=layer))


def counts_in(tallies: QuerySet[CellTally]) -> Counter[Key]:
    return Counter(
        {
            Key(subject, category, Cell(*cell)): count
            for *cell, counts in tallies.values_list(*Cell._fields, "counts")
            for subject, numbers in counts.items()
            for category, count in numbers.items()
        }
    )


def unfolded(wave: Wave) -> int:
    return Response.objects.filter(wave=wave, pending__isnull=False).count()


def countable():
    """Answers that are in the cleaned figures: every flag on them was decided in their favour."""
    return ~Q(flags__state__in=UNCOUNTED)


def is_replied_to(wave: Wave) -> bool:
    """Whether each concern that was named has its answer and its office; before there were concerns, one text was it."""
    states = set(wave.commitments.order_by().values_list("state", flat=True))
    return CommitmentState.NAMED not in states and bool(states or wave.replied_on)


def call_outcomes(wave: Wave) -> dict[str, int]:
    return dict(Call.objects.filter(wave=wave).values_list("outcome").annotate(Count("pk")))


def numbers_left(wave: Wave, now: datetime) -> dict[str, int]:
    """Of the numbers to call: all, those never called, and those to be called again by now."""
    due = Q(due_at__lte=now)
    return wave.numbers.filter(is_for_check=False).aggregate(
        all=Count("pk"), fresh=Count("pk", filter=Q(attempts=0)), due=Count("pk", filter=due)
    )


def keyed_pairs(batch: PaperBatch) -> dict[int, Pair]:
    """By sheet number: the sheets that both people have keyed."""
    rows = {(row.sheet, row.turn): row.answers for row in batch.keyings.all()}
    asked = batch.wave.version.questionnaire.questions if rows else ()
    ordered = frozenset(item.id for item in asked if item.kind.is_ordered)
    return {
        sheet: Pair(rows[sheet, 1], answers, rows.get((sheet, 0)), ordered)
        for (sheet, turn), answers in rows.items()
        if turn == 2  # noqa: PLR2004 - the second keying
    }


def sheet_to_key(batch: PaperBatch, user) -> int | None:
    """The next sheet for this person: one nobody keyed, else one that another person keyed once."""
    turns: dict[int, int] = Counter(batch.keyings.filter(turn__gt=0).values_list("sheet", flat=True))
    mine = set(batch.keyings.filter(turn__gt=0, keyed_by=user).values_list("sheet", flat=True))
    numbers = range(1, batch.sheets + 1)
    fresh = next((number for number in numbers if not turns[number]), None)
    return fresh or next((number for number in numbers if turns[number] == 1 and number not in mine), None)


def flags_of(wave: Wave):
    return Flag.objects.filter(response__wave=wave).select_related("response__area", "response__place", "decided_by")


def flag_counts(wave: Wave) -> dict[str, int]:
    rows = flags_of(wave).values_list("state").annotate(Count("response", distinct=True)).order_by()
    return dict(rows)


INVITED = str(Tier.INVITED)
PUBLIC = "i51_public"  # of the four groups of indicator 51 the one that most people are in


@dataclass(frozen=True)
class PublishedEstimate:
    """A figure for the board, and all that it was made from."""

    measure: str
    name: str
    is_main: bool
    is_mean: bool
    value: float | None
    n: int | None
    n_effective: float | None
    low: float | None
    high: float | None
    level: float
    method: str
    interval_method: str
    minimum_n: int
    suppressed: bool
    verdict: str
    period: str
    tiers: tuple[str, ...]
    inputs: dict
    formula: str
    formula_version: int
    survey_title: str
    published_at: datetime
    url: str


def published_estimates(indicator_number: int) -> list[PublishedEstimate]:
    """The newest published figure of each measure of an indicator, main measures first."""
    rows = (
        Estimate.objects.filter(indicator_number=indicator_number, state=EstimateState.PUBLISHED)
        .select_related("wave__survey")
        .order_by("-wave__closes_at", "-decided_at")
    )
    newest: dict[str, Estimate] = {}
    for row in rows:
        newest.setdefault(row.measure, row)
    figures = [published(row) for row in newest.values()]
    return sorted(figures, key=lambda figure: (not figure.is_main, figure.measure != PUBLIC, figure.measure))


def published(row: Estimate) -> PublishedEstimate:
    measure, result, wave = row.inputs["measure"], row.result, row.wave
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return PublishedEstimate(
        measure=row.measure,
        name=measure["name"][language],
        is_main=not measure["beside"],
        is_mean="scores" in measure["rule"],
        value=result.get("value"),
        n=result.get("n"),
        n_effective=result.get("n_effective"),
        low=result.get("low"),
        high=result.get("high"),
        level=measure["level"],
        method=result["weighting"]["method"],
        interval_method=measure["interval"],
        minimum_n=measure["minimum_n"],
        suppressed=row.suppressed,
        verdict=row.verdict,
        period=row.inputs["period"],
        tiers=tuple(row.inputs.get("tiers", Tier.values)),
        inputs=row.inputs,
        formula=measure["formula"][language],
        formula_version=row.formula_version,
        survey_title=wave.survey.label,
        published_at=row.decided_at,
        url=reverse("surveys:survey-results", args=[wave.survey.slug, wave.number]),
    )


def surveys_without_a_wave(_day) -> list[str]:
    """Surveys that nobody has asked yet, nor planned to."""
    return [survey.label for survey in Survey.objects.exclude(pk__in=Wave.objects.real().values("survey"))]
