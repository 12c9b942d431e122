"""REV-02, I4: whoever owns the database and takes its triggers away is found out by the ledger and by reckoning again."""

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Concat
from django.utils.dateparse import parse_datetime

from cells.enums import ApplicationStatus as Status
from cells.enums import MarkState
from cells.models import Assignment, CriterionScore, Decision, Evaluation, Rubric, Scheme
from cells.operations.evaluation import assign_evaluators, evaluation_seal, recuse_evaluator
from cells.operations.filing import Entry
from cells.results.alterations import altered_scores
from cells.results.scores import frozen_copy, plain_scored
from cells.triggers import GUARDS
from portal.ledger import guards
from portal.ledger.queries import subject_key
from portal.procedure.digests import digest_of
from tests.factories.cells import Case, expert

pytestmark = pytest.mark.django_db

LONG_AGO = parse_datetime("2026-01-01T00:00:00Z")
BOTH = {"decision", "evaluation"}


@pytest.fixture
def decided(case):
    """Points are lost, so that there is something to gain."""
    low = Entry("JG-C1", MarkState.GIVEN, {"number": "9"})
    case.to(Status.EVALUATING).evaluate_both(JG_C1=low).decide("pass")
    assert list(altered_scores()) == []
    connection.check_constraints()
    guards.remove(connection, GUARDS)
    return case


def _marks():
    return CriterionScore.objects.filter(criterion="JG-C1")


def _one():
    return CriterionScore.objects.filter(pk=_marks().first().pk)


def _reweighted():
    definition = Rubric.objects.get().definition
    definition["blocks"][0]["criteria"][0]["points"] = 1
    return definition


def _reworded():
    definition = Rubric.objects.get().definition
    definition["blocks"][0]["criteria"][0]["text"] += "x"
    return definition


def _contradict():
    """Past the constraint of the table, too."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA ignore_check_constraints = ON")
    else:
        connection.cursor().execute("ALTER TABLE cells_decision DROP CONSTRAINT decision_level_fits_outcome")
    Decision.objects.update(outcome="refused")
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA ignore_check_constraints = OFF")


def _refrozen(**parts):
    return Decision.objects.get().frozen | parts


def _with_total(score):
    return _refrozen(together=Decision.objects.get().frozen["together"] | {"score": score})


def _added():
    evaluation = Evaluation.objects.first()
    CriterionScore.objects.create(evaluation=evaluation, criterion="late", state="given", is_submitted=True)


def _forged(people):
    """A third opinion of which nobody but the database knows."""
    like = Assignment.objects.first()
    row = Assignment.objects.create(
        application=like.application, evaluator=people.third, assigned_by=people.district, assigned_at=like.assigned_at,
        state="submitted",
    )  # fmt: skip
    forged = Evaluation.objects.create(assignment=row, submitted_at=like.evaluation.submitted_at)
    for mark in like.evaluation.scores.all():
        mark.pk, mark.evaluation = None, forged
        mark.save()


HANDS = {
    "one mark": (lambda _: _one().update(value={"number": "0"}), BOTH),
    "both marks": (lambda _: _marks().update(value={"number": "0"}), BOTH),
    "a mark's state": (lambda _: _one().update(state="not_applicable"), BOTH),
    "a mark that cannot be read": (lambda _: _one().update(value={"number": "many"}), BOTH),
    "a mark that is no mark": (lambda _: _one().update(value=[]), BOTH),
    "a mark dropped": (lambda _: _one().delete(), BOTH),
    "a mark added": (lambda _: _added(), BOTH),
    "a note": (lambda _: _one().update(note="x"), BOTH),
    "a mark opened": (lambda _: _one().update(is_submitted=False), {"evaluation"}),
    "a comment": (lambda _: Evaluation.objects.update(comment="x"), BOTH),
    "when": (lambda _: Evaluation.objects.update(submitted_at=LONG_AGO), {"evaluation"}),
    "opened again": (lambda _: Evaluation.objects.update(submitted_at=None), BOTH),
    "by whom": (lambda people: Assignment.objects.filter(evaluator=people.first).update(evaluator=people.third), BOTH),
    "stepped back": (lambda _: Assignment.objects.update(state="recused"), {"evaluation"}),
    "an evaluation forged": (_forged, BOTH),
    "the total": (lambda _: Decision.objects.update(score=100), {"decision"}),
    "the bonus": (lambda _: Decision.objects.update(bonus=0), {"decision"}),
    "the level": (lambda _: Decision.objects.update(level="demo"), {"decision"}),
    "the outcome": (lambda _: Decision.objects.update(level="", outcome="refused"), {"decision"}),
    "another outcome": (lambda _: _contradict(), {"decision"}),
    "the reasons": (lambda _: Decision.objects.update(reasons=Concat("reasons", F("level"))), {"decision"}),
    "who decided": (lambda people: Decision.objects.update(decided_by=people.third), {"decision"}),
    "when decided": (lambda _: Decision.objects.update(decided_at=LONG_AGO), {"decision"}),
    "what it rests on": (lambda _: Decision.objects.update(frozen=_refrozen(evidence=[])), {"decision"}),
    "all of the total": (
        lambda _: Decision.objects.update(score=100, frozen=_with_total("100.00"), digest=digest_of(_with_total("100.00"))),
        {"decision"},
    ),
    "the decision dropped": (lambda _: Decision.objects.all().delete(), {"decision"}),
    "the rubric": (lambda _: Rubric.objects.update(definition=_reweighted()), {"decision"}),
    "the rubric's words": (lambda _: Rubric.objects.update(definition=_reworded()), {"decision"}),
    "the rubric and its hash": (
        lambda _: Rubric.objects.update(definition=_reweighted(), digest=digest_of(_reweighted())),
        {"decision"},
    ),
}  # fmt: skip


def test_rev_02_every_hand_in_the_tables_is_found(decided, people):
    subject, missed = subject_key(decided.row), {}
    for name, (hand, expected) in HANDS.items():
        with transaction.atomic():
            hand(people)
            found = list(altered_scores())
            if {what.partition(":")[0] for _, what in found} != expected or {key for key, _ in found} != {subject}:
                missed[name] = found
            transaction.set_rollback(True)
    assert missed == {}
    assert list(altered_scores()) == []


def test_honest_ways_are_no_alteration(case, people):
    far = {code: Entry(code.replace("_", "-"), MarkState.GIVEN, {"number": "9"}) for code in ("JG_C1", "JG_C2")}
    case.to(Status.EVALUATING).evaluate(people.first)
    recuse_evaluator(
        actor=people.second, assignment=case.evaluation_of(people.second).assignment, reason="亲属", now=case.now
    )
    for person, marks in ((people.third, far), (expert(), {})):
        row = case._fresh().row
        assign_evaluators(
            actor=people.district,
            application=row,
            evaluators=[person],
            revision=row.revision,
            now=case.now,
            reason="两份评分相差较大",
        )
        case._fresh().evaluate(person, **marks)
    case.decide("pass")
    Case(people, case.now).to(Status.EVALUATING).evaluate_both().decide("")
    # A decision rests on the levels of its day; the district may set others later.
    levels = Scheme.objects.get().level_scheme
    Scheme.objects.update(level_scheme=levels | {"bonus_cap": "1", "levels": levels["levels"][-1:]})
    assert list(altered_scores()) == []


def test_evaluations_from_before_the_hash_are_held_against_their_total(case, people, monkeypatch):
    monkeypatch.setattr(
        "cells.operations.evaluation.evaluation_seal",
        lambda row: {name: word for name, word in evaluation_seal(row).items() if name != "digest"},
    )
    other = Case(people, case.now).row
    case.to(Status.EVALUATED)
    assert list(altered_scores()) == []
    connection.check_constraints()
    guards.remove(connection, GUARDS)
    by_first = Assignment.objects.filter(evaluator=people.first)
    for change in (
        lambda: by_first.update(evaluator=people.third),
        lambda: by_first.update(application=other),
        lambda: _one().update(value={"number": "9"}),
    ):
        with transaction.atomic():
            change()
            assert [what.partition(":")[0] for _, what in altered_scores()] == ["evaluation"]
            transaction.set_rollback(True)


def test_i4_a_total_that_does_not_follow_from_the_marks(case, monkeypatch):
    """Recorded, sealed, and wrong all the same."""
    monkeypatch.setattr(
        "cells.operations.decision.frozen_copy",
        lambda row, panel: frozen_copy(row, panel) | {"together": plain_scored(panel.together) | {"marks": {}}},
    )
    case.to(Status.PROPOSED)
    assert [what.partition(":")[0] for _, what in altered_scores()] == ["decision"]


def test_as_many_questions_for_many_as_for_one(case, people, django_assert_num_queries):
    case.to(Status.PROPOSED)
    for _ in range(2):
        with django_assert_num_queries(20):
            assert list(altered_scores()) == []
        Case(people, case.now).to(Status.PROPOSED)
