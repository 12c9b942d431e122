"""A draft rubric tried on past applications: who would change level, and why. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cells.enums import ApplicationStatus, MarkState
from cells.models import Application, Rubric
from cells.models.scheme import in_language
from cells.results.scores import Scored, score_given, submitted_evaluations
from cells.results.wording import criterion_text
from cells.rubric.criteria import Criterion, Given
from cells.rubric.definition import Definition
from cells.rubric.levels import LevelScheme, rank_result
from cells.rubric.panel import merge_gates, merge_marks

UNUSED = (ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN)
MOST = 300


@dataclass(frozen=True)
class Trial:
    """One application under its own rubric and rules, and under the draft; `open_items` the old answers do not fill."""

    application: Application
    before: Scored
    after: Scored
    open_items: tuple[str, ...]
    causes: tuple[tuple[str, Decimal], ...]

    @property
    def changes_level(self) -> bool:
        return _code(self.before) != _code(self.after)


def try_draft(draft: Rubric) -> list[Trial]:
    """The latest applications of this kind of unit, those that would change level first."""
    rows = Application.objects.filter(rubric__unit_type=draft.unit_type).exclude(status__in=UNUSED)
    rows = rows.select_related("organisation__area", "rubric__unit_type__scheme", "rules").prefetch_related("answers")
    trials = [_try(draft, row) for row in rows.order_by("-submitted_at")[:MOST]]
    return sorted(trials, key=lambda trial: not trial.changes_level)


def trial_words(trial: Trial, sheet: Definition) -> dict[str, Any]:
    """One line of the list, in words."""
    return {
        "unit": trial.application.organisation.name,
        "reference": trial.application.reference,
        "before": _level_words(trial.before),
        "after": _level_words(trial.after),
        "changes": trial.changes_level,
        "open_items": trial.open_items,
        "causes": [
            f"{code} {criterion_text(sheet.criteria[code]) if code in sheet.criteria else ''} {gain:+f}"
            for code, gain in trial.causes
        ],
    }


def _level_words(scored: Scored) -> str:
    level = scored.result.level
    name = in_language(level.name, level.name_en) if level else _("No level reached yet")
    return f"{name} · {scored.total.score}"


def score_together(sheet: Definition, levels: LevelScheme, given: Sequence[Mapping[str, Given]]) -> Scored:
    """One sheet of answers, or several evaluations brought together."""
    if len(given) == 1:
        return score_given(sheet, levels, given[0])
    marks = merge_marks(sheet, [sheet.mark_all(entry) for entry in given])
    total = sheet.total(marks, levels.bonus_cap)
    return Scored(marks, total, rank_result(levels, total, sheet.gates, merge_gates(sheet, given)))


def fits(criterion: Criterion, given: Given) -> bool:
    """Whether an old answer says what this scoring method asks."""
    if given.state == MarkState.NOT_APPLICABLE:
        return criterion.may_not_apply
    entry = criterion.method.entry
    if entry == "met":
        return given.met is not None
    if entry == "number":
        return given.number is not None
    known = {option.code for option in criterion.method.options}
    return given.state == MarkState.GIVEN and set(given.chosen) - {"none"} <= known


def _try(draft: Rubric, application: Application) -> Trial:
    levels = draft.unit_type.scheme.levels
    given = [evaluation.given() for evaluation in submitted_evaluations(application)] or [application.given()]
    before = score_together(application.rubric.sheet, application.terms.levels, given)
    fitting = [_fitting(draft.sheet, entry) for entry in given]
    after = score_together(draft.sheet, levels, fitting)
    unfilled = tuple(code for code in draft.sheet.criteria if not any(code in entry for entry in fitting))
    return Trial(application, before, after, unfilled, _causes(before, after))


def _fitting(sheet: Definition, given: Mapping[str, Given]) -> dict[str, Given]:
    return {code: given[code] for code, item in sheet.criteria.items() if code in given and fits(item, given[code])}


def _causes(before: Scored, after: Scored) -> tuple[tuple[str, Decimal], ...]:
    """The items whose lost points differ, the largest difference first."""
    old = {loss.code: loss.points for loss in before.total.losses}
    new = {loss.code: loss.points for loss in after.total.losses}
    found = {code: old.get(code, Decimal(0)) - new.get(code, Decimal(0)) for code in {*old, *new}}
    return tuple(sorted(((code, gain) for code, gain in found.items() if gain), key=lambda pair: -abs(pair[1])))


def _code(scored: Scored) -> str:
    return scored.result.level.code if scored.result.level else ""
