"""Anyone tries anything in any order: no path leads around the notice, two persons, or a conflict of interest."""

import contextlib
import os

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cells.enums import ApplicationStatus as Status
from cells.models import Certificate, Decision
from cells.operations import awards, takeover
from cells.operations.certification import issue_certificate
from cells.operations.decision import decide_application
from cells.operations.evaluation import assign_evaluators, recuse_evaluator, save_evaluation, submit_evaluation
from cells.operations.experts import declare_interest
from cells.operations.filing import withdraw_application
from cells.operations.notice import open_notice
from cells.operations.objections import answer_objection, file_objection
from cells.operations.prereview import accept_application, prereview_application
from cells.permissions import has_conflict
from portal.accounts.roles import Role
from portal.evidence.enums import Kind
from portal.evidence.intake import CleanFile
from portal.ledger.queries import entries_about
from portal.procedure.deadlines import day_of
from portal.procedure.refusals import Refused
from tests.cells.operations.beside import JUDGED, WHO, Beside
from tests.factories.cells import Case, People, entries, expert, member_of
from tests.factories.evidence import StoredFileFactory

pytestmark = pytest.mark.any_database

REFUSALS = (PermissionDenied, Refused)
STEP_FROM = {
    Status.SUBMITTED: "prereview",
    Status.PREREVIEWED: "accept",
    Status.ACCEPTED: "assign",
    Status.EVALUATING: "evaluate_both",
    Status.EVALUATED: "decide",
    Status.PROPOSED: "notice",
    Status.IN_NOTICE: "certify",
}
EXAMPLES = int(os.environ.get("PORTAL_PATHS", "8"))
# Cleaned already: what the intake does is asked elsewhere.
SCAN = CleanFile(b"scan", "scan.jpg", Kind.IMAGE, "image/jpeg", "0" * 64)
STARTS = tuple(STEP_FROM)


class Scheme(Beside, RuleBasedStateMachine):
    """One unit, ten people, several of them in two roles; whatever is refused must change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.case = Case(self.people, self.start).fill().submit()
        both = expert()
        both.grants.create(role=Role.DISTRICT_REVIEWER)
        tied = member_of(self.case.organisation, self.start)
        tied.grants.create(role=Role.EVALUATOR)
        tied.grants.create(role=Role.DISTRICT_REVIEWER)
        people = self.people
        self.everyone = [
            self.case.member, people.officer, people.first, people.second, people.third, people.district, both, tied,
            people.resident, people.deputy,
        ]  # fmt: skip

    @initialize(status=st.sampled_from([*STARTS, Status.EVALUATED, Status.IN_NOTICE]))
    def begin(self, status):
        while self.case.row.status != status:
            getattr(self.case, STEP_FROM[self.case.row.status])()

    @rule()
    def go_on(self):
        """The next step of the straight way, by the right people, so that the others meet every state."""
        step = STEP_FROM.get(self.case.row.status)
        if step:
            self.set_out()
            with contextlib.suppress(*REFUSALS), transaction.atomic():
                getattr(self.case, step)()
            self.case._fresh()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def set_out(self) -> None:
        """The portal's clock at the time of the case, and nobody's roles known from before."""
        self.set_clock(self.case.now)
        for person in self.everyone:
            for known in ("held", "names", "_ties"):
                vars(person).pop(known, None)

    def attempt(self, operation, who: int, **more) -> bool:
        """Whether it was let through."""
        self.set_out()
        common = {"actor": self.everyone[who], "now": self.case.now}
        before = self.case._fresh().row.status
        try:
            with transaction.atomic():
                operation(**common, **more)
        except REFUSALS:
            assert self.case._fresh().row.status == before
            return False
        self.case._fresh()
        return True

    @property
    def seen(self) -> dict:
        return {"application": self.case.row, "revision": self.case.row.revision}

    @rule(who=WHO)
    def prereview(self, who):
        self.attempt(prereview_application, who, **self.seen, note="")

    @rule(who=WHO)
    def accept(self, who):
        before = self.took_part(who)
        if self.attempt(accept_application, who, **self.seen):
            assert "application.prereview_accept" not in before

    @rule(who=WHO, first=WHO, second=WHO)
    def assign(self, who, first, second):
        chosen = [self.everyone[first], self.everyone[second]]
        close = [person for person in chosen if has_conflict(person, self.case.organisation)]
        assert not self.attempt(assign_evaluators, who, **self.seen, evaluators=chosen, reason="分歧") or not close

    @rule(who=WHO, of=WHO)
    def evaluate(self, who, of):
        row = self.case.row.assignments.filter(evaluator=self.everyone[of]).first()
        if row is None:
            return
        sheet = {"evaluation": row.evaluation, "entries": entries(self.case.row), "revision": row.evaluation.revision}
        if self.attempt(save_evaluation, who, **sheet):
            row.evaluation.refresh_from_db()
            assert self.attempt(submit_evaluation, who, evaluation=row.evaluation, revision=row.evaluation.revision)
            assert who == of

    @rule(who=WHO)
    def step_back(self, who):
        row = self.case.row.assignments.filter(evaluator=self.everyone[who]).first()
        if row is not None:
            self.attempt(recuse_evaluator, who, assignment=row, reason="亲属")

    @rule(who=st.integers(2, 6))
    def declare(self, who):
        code = self.case.organisation.credit_code
        self.attempt(declare_interest, who, credit_code=code, reason="家人")

    @rule(who=WHO, level=st.sampled_from(["", "demo"]))
    def decide(self, who, level):
        self.attempt(decide_application, who, **self.seen, level=level, reasons="相符", moderation="一致")

    @rule(who=WHO)
    def open_notice(self, who):
        self.attempt(open_notice, who, applications=[self.case.row])

    @rule(who=WHO)
    def object(self, who):
        if self.case.row.notice_entry:
            self.attempt(file_objection, who, entry=self.case.row.notice_entry, text=f"混装{who}")

    @rule(who=WHO, is_upheld=st.booleans(), is_anew=st.booleans())
    def answer(self, who, is_upheld, is_anew):
        entry = self.case.row.notice_entry
        objection = entry and (entry.objections.filter(state="open").first() or entry.objections.first())
        if objection:
            sent = {
                "objection": objection,
                "answer": "核查过",
                "is_upheld": is_upheld,
                "is_anew": is_anew and is_upheld,
            }
            before = self.took_part(who)
            if self.attempt(answer_objection, who, **sent):
                assert before.isdisjoint(JUDGED)

    @rule(who=WHO)
    def withdraw(self, who):
        if who > 5:
            self.attempt(withdraw_application, who, application=self.case.row, reason="")

    @rule(who=WHO)
    def certify(self, who):
        entry, before = self.case.row.notice_entry, self.took_part(who)
        if self.attempt(issue_certificate, who, application=self.case.row):
            assert day_of(self.case.now) > entry.due_on
            assert before.isdisjoint(JUDGED)
            assert not entry.objections.filter(state="open").exists()

    @rule(days=st.integers(1, 9))
    def wait(self, days):
        self.case.later(days=days)

    @invariant()
    def a_certificate_came_through_notice_and_by_two_persons(self):
        row = self.case.row
        names = [entry.action for entry in entries_about(row)]
        for decision in Decision.objects.filter(application=row):
            at = decision.decided_at
            judged = row.assignments.filter(state="submitted").values_list("evaluator", flat=True)
            assert len(set(judged)) >= 2
            assigned = row.assignments.filter(assigned_at__lt=at).values_list("evaluator", flat=True)
            assert self.names(decision.decided_by_id, at).isdisjoint(assigned)
        if Certificate.objects.filter(application=row).exists():
            assert row.status == Status.CERTIFIED
            way = [names.index(f"application.{name}") for name in ("grant", "open_notice", "certify")]
            assert way == sorted(way)
        assert (row.status == Status.CERTIFIED) is Certificate.objects.filter(application=row).exists()


@pytest.mark.django_db
def test_no_path_leads_around(now, at, monkeypatch):
    Scheme.people, Scheme.start, Scheme.set_clock = People(), now, staticmethod(at)
    Scheme.scan = StoredFileFactory(now=now, upload=SCAN)
    for room in (takeover, awards):
        monkeypatch.setattr(room, "take_in", lambda *, upload, **_: upload)
    budget = settings(
        max_examples=EXAMPLES,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Scheme, settings=budget)
