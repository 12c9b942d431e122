"""How the 52 stand: one function per figure feeds pages, files and answers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from portal.board.enums import TONES, Origin, State
from portal.board.figures.groups import groups_of
from portal.board.models import Observation
from portal.board.queries import deciding_by_indicator, indicators_of
from portal.board.results.definitions import Part, is_measured, parts_of, said_of
from portal.board.results.words import category_words
from portal.board.targets.due import Due, next_due, years_owed
from portal.board.targets.kinds import KINDS
from portal.board.targets.periods import Period
from portal.board.targets.quality import Quality
from portal.board.targets.states import Assessment, assess
from portal.board.targets.target import Target, read_target
from portal.directory.models import Continuity, Indicator, Plan
from portal.numbers import plain_number

DECISION_ORDER = [State.NOT_MET, State.NOT_COMPARABLE, State.TOO_FEW, State.PARTIAL, State.NO_FIGURE, State.ON_THE_WAY]

# Of what went on from the plan before, what is no longer measured as it was.
CHANGED = frozenset({Continuity.REDEFINED, Continuity.SPLIT, Continuity.MERGED})


@dataclass(frozen=True)
class Row:
    indicator: Indicator
    target: Target
    said: Assessment
    due: Due | None
    observations: list[Observation] = field(default_factory=list)  # on lists only those that the state rests on

    @property
    def latest(self) -> Observation | None:
        """The observation behind the figure that the state speaks of."""
        figure = self.said.latest
        return next((held for held in self.observations if figure and held.pk == figure.sequence), None)

    @property
    def beside(self) -> Observation | None:
        """Of an indicator that the portal draws, the figure of the other hand; neither moves the other."""
        if not self.is_derived:
            return None
        return _newest(
            held
            for held in self.observations
            if held.is_from_outside != self.indicator.is_decided_outside and _is_timely(held, self.indicator.plan)
        )

    @property
    def proved(self) -> list[Observation]:
        """What is shown with its proof: the figure that is judged, then the one beside it."""
        return [held for held in (self.latest, self.beside) if held]

    @property
    def later(self) -> Observation | None:
        """What came after the end of the plan: shown, and not judged."""
        plan = self.indicator.plan
        return _newest(held for held in self.observations if not _is_timely(held, plan))

    @property
    def definition(self) -> list[Part]:
        """What a figure means, part by part; what nobody has said yet is empty."""
        return parts_of(self.indicator)

    @property
    def is_measured(self) -> bool:
        return is_measured(self.indicator)

    @property
    def quality(self) -> Quality | None:
        """What the figure is worth; nothing is said of none."""
        held = self.latest
        if held is None:
            return None
        return Quality(
            is_drawn=held.origin == Origin.DERIVED,
            is_enough=not held.is_too_few,
            is_whole=not self.missing_groups,
            is_defined=all(part.text for part in self.definition),
            is_late=self.is_stale,
            is_anew=self.indicator.continuity in CHANGED or len(said_of(self.indicator)) > 1,
            has_interval=held.interval[0] is not None,
            caveats=tuple(held.caveats),
        )

    @property
    def steps(self) -> list[tuple[int, Decimal]]:
        return sorted(self.target.steps.items())

    @property
    def other_baselines(self) -> list[tuple[str, str]]:
        """Where the plan gives baselines of more years than its base year."""
        base = str(self.indicator.plan.base_year)
        return sorted((year, said) for year, said in self.indicator.baselines.items() if year != base)

    @property
    def missing_groups(self) -> list[str]:
        """Whom the indicator names and its figure leaves out."""
        latest = self.latest
        return missing_groups(self.indicator, latest) if latest else []

    @property
    def state(self) -> State:
        return self.said.state

    @property
    def tone(self) -> str:
        return TONES[self.said.state]

    @property
    def shown(self) -> Observation | None:
        """The figure that a page shows large: the one judged, else one from after the plan, which says so."""
        return self.latest or self.later

    @property
    def is_later(self) -> bool:
        return self.latest is None and self.later is not None

    @property
    def correction(self) -> Observation | None:
        """The figure itself, where it puts a published one right: every place that shows it says so."""
        return self.shown if self.shown and self.shown.is_correction else None

    @property
    def value(self) -> str:
        return plain_number(self.shown.value) if self.shown else ""

    @property
    def percent(self) -> int | None:
        """Of the way from baseline to target, for the five that have one."""
        return None if self.said.progress is None else int(self.said.progress * 100)

    @property
    def is_derived(self) -> bool:
        return self.indicator.drawn_as is not None

    @property
    def is_stale(self) -> bool:
        return self.latest is not None and self.due is not None and self.due.is_late


def target_of(indicator: Indicator) -> Target:
    return read_target(
        kind=indicator.target_kind,
        operator=indicator.target_operator,
        value=indicator.target_value,
        upper=indicator.target_upper,
        baseline_text=indicator.baseline_text,
        steps=indicator.steps,
    )


def _belongs(held: Observation, indicator: Indicator) -> None:
    """Whose figure it is, and whose the one is that it puts right, without asking for each."""
    held.indicator = indicator
    if held.revision_of_id:
        held.revision_of.indicator = indicator


def row_of(indicator: Indicator, observations: list[Observation], today: dt.date) -> Row:
    """A plan that is over is judged by the figures of its own time; what came later stands beside them as later."""
    plan, target = indicator.plan, target_of(indicator)
    for held in observations:
        _belongs(held, indicator)
    deciding = [held for held in observations if _is_timely(held, plan) and _decides(held, indicator)]
    partial = {held.pk for held in deciding if missing_groups(indicator, held)}
    figures = (held.as_figure(is_partial=held.pk in partial) for held in deciding)
    said = assess(target, figures, is_closed=plan.ends_on < today)
    newest = said.latest.period if said.latest else None
    return Row(indicator, target, said, _due(indicator, target, newest, today), observations)


def missing_groups(indicator: Indicator, held: Observation) -> list[str]:
    return [group for group in indicator.groups if group not in groups_of(held.inputs)]


def _is_timely(held: Observation, plan: Plan) -> bool:
    return held.when.ends_on <= plan.ends_on


def _decides(held: Observation, indicator: Indicator) -> bool:
    return held.is_from_outside == indicator.is_decided_outside


def _newest(found: Iterable[Observation]) -> Observation | None:
    return max(found, key=lambda held: (*held.when.place, held.pk), default=None)


def board_rows(plan: Plan, today: dt.date, until: Period | None = None) -> list[Row]:
    """How each indicator stands; with `until`, from figures of no later period."""
    return rows_of(plan, indicators_of(plan), today, until)


def rows_of(plan: Plan, indicators: Iterable[Indicator], today: dt.date, until: Period | None = None) -> list[Row]:
    """The same for some, or with less about each than the board shows."""
    indicators = list(indicators)
    for indicator in indicators:
        indicator.plan = plan
    observations = deciding_by_indicator(indicators, until)
    return [row_of(indicator, observations[indicator.pk], today) for indicator in indicators]


def by_category(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows in the plan's order, under its five categories."""
    return [
        (category, list(members)) for category, members in groupby(rows, key=lambda row: category_words(row.indicator))
    ]


def counts_by_state(rows: Iterable[Row]) -> list[tuple[State, int]]:
    held = [row.state for row in rows]
    return [(state, held.count(state)) for state in State if state in held]


def needing_decision(rows: Iterable[Row]) -> list[Row]:
    """First what the plan asks of everyone, then what is furthest from its target."""
    open_rows = [row for row in rows if row.state in DECISION_ORDER]
    return sorted(
        open_rows,
        key=lambda row: (
            DECISION_ORDER.index(row.state),
            not row.indicator.mandatory,
            row.indicator.number,
        ),
    )


def _due(indicator: Indicator, target: Target, newest, today: dt.date) -> Due | None:
    if KINDS[target.kind].is_settled or indicator.drawn_as is not None:
        return None
    owed = years_owed(indicator.plan.starts_on, indicator.plan.ends_on, today)
    return next_due(owed, newest, today)
