"""Scores, computed when they are read, and the frozen copy that a decision keeps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from cells.enums import ApplicationStatus
from cells.models import Application, Evaluation
from cells.rubric.criteria import ZERO, Given, Mark
from cells.rubric.definition import Definition
from cells.rubric.levels import LevelScheme, Result, rank_result
from cells.rubric.panel import disputed, merge_gates, merge_marks, spread, unjudged
from cells.rubric.totals import Total
from portal.procedure.digests import digest_of


@dataclass(frozen=True)
class Scored:
    marks: Mapping[str, Mark]
    total: Total
    result: Result


@dataclass(frozen=True)
class Panel:
    """All evaluations that are in, each alone and together."""

    evaluations: list[tuple[Evaluation, Scored]]
    together: Scored
    spread: Decimal
    disputed: list[str]
    unjudged: list[str]
    spread_limit: Decimal

    @property
    def is_wide(self) -> bool:
        return self.spread > self.spread_limit or bool(self.disputed)


def score_given(sheet: Definition, levels: LevelScheme, given: Mapping[str, Given]) -> Scored:
    return _scored(sheet, levels, sheet.mark_all(given), given)


def self_score(application: Application) -> Scored:
    return score_given(application.rubric.sheet, application.terms.levels, application.given())


def evaluation_score(evaluation: Evaluation) -> Scored:
    application = evaluation.assignment.application
    return score_given(application.rubric.sheet, application.terms.levels, evaluation.given())


def submitted_evaluations(application: Application) -> list[Evaluation]:
    return list(
        Evaluation.objects.filter(assignment__application=application, submitted_at__isnull=False)
        .select_related("assignment__evaluator")
        .prefetch_related("scores")
        .order_by("submitted_at", "pk")
    )


def panel_of(application: Application) -> Panel | None:
    """The evaluations together; None while they are not all in, so that none is seen too early."""
    if application.status in {ApplicationStatus.EVALUATING, ApplicationStatus.ACCEPTED}:
        return None
    found = submitted_evaluations(application)
    if not found:
        return None
    terms = application.terms
    return panel_from(found, application.rubric.sheet, terms.levels, terms.spread_limit)


def panel_from(found: list[Evaluation], sheet: Definition, levels: LevelScheme, limit: Decimal = ZERO) -> Panel:
    given = [evaluation.given() for evaluation in found]
    alone = [score_given(sheet, levels, entry) for entry in given]
    marks = merge_marks(sheet, [scored.marks for scored in alone])
    return Panel(
        evaluations=list(zip(found, alone, strict=True)),
        together=_scored(sheet, levels, marks, merge_gates(sheet, given)),
        spread=spread([scored.total.score for scored in alone]),
        disputed=disputed(sheet, [scored.marks for scored in alone]),
        unjudged=unjudged(sheet, [scored.marks for scored in alone]),
        spread_limit=limit,
    )


def frozen_copy(application: Application, panel: Panel) -> dict[str, Any]:
    """Everything that a decision rests on: it can be recomputed from this alone."""
    return {
        "rubric": {"version": application.rubric.version, "digest": application.rubric.digest},
        "level_scheme": application.rules.content["scheme"]["level_scheme"],
        "spread": str(panel.spread),
        "together": plain_scored(panel.together),
        "evaluations": [handed_in(evaluation) | plain_scored(scored) for evaluation, scored in panel.evaluations],
        "evidence": evidence_hashes(application),
    }


def handed_in(evaluation: Evaluation) -> dict[str, Any]:
    """What an evaluator gave, word for word."""
    scores = evaluation.scores.all()
    return {
        "evaluation": str(evaluation.public_id),
        "evaluator": str(evaluation.assignment.evaluator.public_id),
        "answers": {score.criterion: {"state": score.state, **score.value} for score in scores},
        "notes": {score.criterion: score.note for score in scores if score.note},
        "comment": evaluation.comment,
    }


def evaluation_seal(evaluation: Evaluation) -> dict[str, str]:
    """What the ledger keeps of an evaluation that is handed in: its total, and the hash of every word of it."""
    return {
        "evaluation": str(evaluation.public_id),
        "score": str(evaluation_score(evaluation).total.score),
        "digest": digest_of(handed_in(evaluation)),
    }


def plain_scored(scored: Scored) -> dict[str, Any]:
    total = scored.total
    return {
        "score": str(total.score),
        "bonus": str(total.bonus),
        "level": scored.result.level.code if scored.result.level else "",
        "marks": {
            code: [mark.state, "" if mark.points is None else str(mark.points)] for code, mark in scored.marks.items()
        },
        "blocks": [[block.code, str(block.score)] for block in total.blocks],
        "losses": [[loss.code, str(loss.points), loss.reason, loss.values] for loss in total.losses],
        "shortfalls": [{key: str(value) for key, value in asdict(item).items()} for item in scored.result.shortfalls],
    }


def evidence_hashes(application: Application) -> list[list[str]]:
    """Criterion and SHA-256 of each file (or the link) at this moment."""
    return [
        [answer.criterion, item.stored.sha256 if item.stored else item.url]
        for answer in application.answers.prefetch_related("evidence__stored").order_by("criterion")
        for item in answer.evidence.all()
    ]


def _scored(sheet: Definition, levels: LevelScheme, marks: Mapping[str, Mark], given: Mapping[str, Given]) -> Scored:
    total = sheet.total(marks, levels.bonus_cap)
    return Scored(marks, total, rank_result(levels, total, sheet.gates, given))
