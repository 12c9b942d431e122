"""Evaluations and decisions against what the ledger says of them, and decided totals against the marks."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from cells.enums import AssignmentState, Outcome
from cells.models import Application, Decision, Evaluation, Rules
from cells.queries import altered_certificates
from cells.results.scores import evaluation_seal, handed_in, panel_from, plain_scored
from cells.rubric.definition import read_level_scheme
from portal.ledger.models import Entry
from portal.ledger.queries import AT_ONCE, subject_key
from portal.procedure.digests import digest_of

# What marks that nobody gave through this portal may do to the arithmetic.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
OUTCOMES = {"application.grant": Outcome.GRANTED, "application.refuse": Outcome.REFUSED}
FIGURES = ("score", "bonus", "level", "marks")


def altered_rows() -> Iterator[tuple[str, str]]:
    """Certificates, evaluations and decisions that are not what the ledger says of them."""
    yield from ((key, "record") for key in altered_certificates())
    yield from altered_scores()


def altered_scores() -> Iterator[tuple[str, str]]:
    """The application, and what of it was changed, added or dropped by a hand that bypassed this portal."""
    yield from _altered_rules()
    yield from _altered_evaluations()
    yield from _altered_decisions()


def _altered_rules() -> Iterator[tuple[str, str]]:
    """Entries of earlier versions do not say what the file was handed in under."""
    entries = Entry.objects.filter(action="application.submit").order_by("sequence")
    said = {
        entry.subject: entry.after["rules"] for entry in entries.iterator(chunk_size=AT_ONCE) if "rules" in entry.after
    }
    sound = {rules.pk for rules in Rules.objects.all() if digest_of(rules.content) == rules.digest}
    for row in Application.objects.exclude(submitted_at=None).select_related("rules").iterator(chunk_size=AT_ONCE):
        is_as_said = row.rules is None or row.rules.digest == said.get(subject_key(row), row.rules.digest)
        if not is_as_said or (row.rules_id and row.rules_id not in sound):
            yield subject_key(row), "rules"


def _altered_evaluations() -> Iterator[tuple[str, str]]:
    entries = Entry.objects.filter(action="application.evaluate").order_by("sequence")
    said = {entry.after["evaluation"]: entry for entry in entries.iterator(chunk_size=AT_ONCE)}
    rows = Evaluation.objects.exclude(submitted_at=None).order_by("pk")
    rows = rows.prefetch_related(
        "scores", "assignment__evaluator", "assignment__application__rubric", "assignment__application__rules"
    )
    for row in rows.iterator(chunk_size=AT_ONCE):
        entry = said.pop(str(row.public_id), None)
        if entry is None or not _holds(_is_as_handed_in, row, entry):
            yield subject_key(row.assignment.application), f"evaluation:{row.public_id}"
    yield from ((entry.subject, f"evaluation:{identity}") for identity, entry in said.items())


def _altered_decisions() -> Iterator[tuple[str, str]]:
    """Each in its turn: one decided anew has as many as there are entries of a decision."""
    said = defaultdict(list)
    for entry in Entry.objects.filter(action__in=OUTCOMES).order_by("sequence").iterator(chunk_size=AT_ONCE):
        said[entry.subject].append(entry)
    rows = (
        Decision.objects.order_by("application", "number")
        .select_related("decided_by")
        .prefetch_related(
            "application__rubric",
            "application__rules",
            "application__assignments__evaluator",
            "application__assignments__evaluation__scores",
        )
    )
    for row in rows.iterator(chunk_size=AT_ONCE):
        subject = subject_key(row.application)
        entry = said[subject].pop(0) if said[subject] else None
        if entry is None or not (_holds(_is_as_decided, row, entry) and _holds(_follows_from_marks, row)):
            yield subject, f"decision:{row.public_id}"
    yield from ((subject, "decision:gone") for subject, left in said.items() for _entry in left)


def _holds(test, *facts) -> bool:
    try:
        return test(*facts)
    except UNREADABLE:
        return False


def _is_as_handed_in(row: Evaluation, entry: Entry) -> bool:
    """By whom, when, word for word, and closed; entries of earlier versions hold the total and no hash."""
    assignment, seal = row.assignment, evaluation_seal(row)
    return (
        entry.subject == subject_key(assignment.application)
        and entry.actor == str(assignment.evaluator.public_id)
        and entry.recorded_at == row.submitted_at
        and assignment.state == AssignmentState.SUBMITTED
        and all(score.is_submitted for score in row.scores.all())
        and entry.after | seal == seal | entry.after
    )


def _is_as_decided(row: Decision, entry: Entry) -> bool:
    frozen = row.frozen
    return (
        digest_of(frozen) == row.digest == entry.after["digest"]
        and (entry.actor, entry.recorded_at) == (str(row.decided_by.public_id), row.decided_at)
        and entry.reason.strip() == row.reasons
        and frozen["level"] == row.level == entry.after["level"]
        and row.outcome == OUTCOMES[entry.action]
        and Decimal(frozen["together"]["score"]) == row.score
        and Decimal(frozen["together"]["bonus"]) == row.bonus
    )


def _follows_from_marks(row: Decision) -> bool:
    """The evaluations as they stood, and reckoned again from them and the rubric, by the levels of that day."""
    application, frozen = row.application, row.frozen
    rubric, level_scheme = application.rubric, frozen["level_scheme"]
    found, said = _submitted(application, row.decided_at), frozen["evaluations"]
    together = plain_scored(panel_from(found, rubric.sheet, read_level_scheme(level_scheme)).together)
    return (
        digest_of(rubric.definition) == rubric.digest == application.rubric_digest == frozen["rubric"]["digest"]
        and application.terms.levels == read_level_scheme(level_scheme)
        and all(kept | handed_in(evaluation) == kept for evaluation, kept in zip(found, said, strict=True))
        and all(together[name] == frozen["together"][name] for name in FIGURES)
    )


def _submitted(application: Application, before: datetime) -> list[Evaluation]:
    """Those that were in by then, in the order in which a panel takes them, without another question."""
    found = [assignment.evaluation for assignment in application.assignments.all()]
    found = [row for row in found if row.submitted_at and row.submitted_at <= before]
    return sorted(found, key=lambda row: (row.submitted_at, row.pk))
