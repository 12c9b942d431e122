"""What anyone may try beside the way of a file: deputies, appeals, a certificate's life, corrections, takeovers, awards."""

import contextlib
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from cells.enums import ApplicationStatus as Status
from cells.enums import CertificateState, CorrectionState
from cells.models import Appeal, Certificate, Correction, Objection, PaperAward, Reissue, Takeover
from cells.operations.appeals import answer_appeal, answer_refusal_appeal, file_appeal, file_refusal_appeal
from cells.operations.awards import confirm_award, enter_award, refuse_award
from cells.operations.certification import change_certificate
from cells.operations.correction import CORRECTABLE, ask_correction, decide_correction
from cells.operations.prereview import decline_application, lapse_application, refuse_at_prereview, return_application
from cells.operations.reissue import ask_reissue, decide_reissue
from cells.operations.reopening import reopen_decision
from cells.operations.takeover import approve_takeover, refuse_takeover, request_takeover
from portal.accounts.models import Deputyship, User
from portal.administration import operations as administration
from portal.inbox.models import Task
from portal.inbox.operations import subject_key
from portal.ledger.queries import entries_about
from portal.procedure.deadlines import day_of

WHO = st.integers(0, 9)
NOT_LENT = (administration.NothingToLendError, administration.DeputyTakenError, administration.ExclusiveRoleError)
JUDGED = {"application.accept", "application.grant"}
REFUSED = {f"application.{step}" for step in ("prereview_refuse", "lapse", "decline", "refuse", "uphold_objection")}

# What waits while a file stands there; nowhere else may it stand without an end.
WAITS = {
    Status.SUBMITTED: {"prereview"},
    Status.RETURNED: {"correct"},
    Status.PREREVIEWED: {"accept"},
    Status.ACCEPTED: {"assign"},
    Status.EVALUATING: {"evaluate", "assign"},
    Status.EVALUATED: {"decide"},
    Status.PROPOSED: {"notice"},
    Status.IN_NOTICE: {"certify"},
    Status.OBJECTED: {"objection"},
}
ENDS = {Status.DRAFT, Status.REFUSED, Status.WITHDRAWN, Status.CERTIFIED}


class Beside:
    """Rules of a machine that knows a case, its people, and how something is attempted by one of them."""

    def names(self, pk: int, at) -> set[int]:
        """In whose names somebody acted: read from the rows, one by one."""
        day = day_of(at)
        rows = Deputyship.objects.filter(deputy=pk, starts_on__lte=day, ends_on__gte=day)
        return {pk, *(row.person_id for row in rows if not (row.ended_at and row.ended_at <= at))}

    def took_part(self, who: int, subject=None) -> set[str]:
        """What was done to the file in one of the names in which this person acts now."""
        own = self.names(self.everyone[who].pk, self.case.now)
        known = dict(User.objects.values_list("public_id", "pk"))
        by = {str(public): pk for public, pk in known.items()}
        rows = [entry for entry in entries_about(subject or self.case.row) if entry.actor in by]
        return {entry.action for entry in rows if self.names(by[entry.actor], entry.recorded_at) & own}

    def is_apart(self, who: int, other_id: int | None, at) -> bool:
        return not (self.names(self.everyone[who].pk, self.case.now) & self.names(other_id, at))

    @rule(who=WHO, of=WHO, days=st.integers(0, 9))
    def deputise(self, who, of, days):
        first = day_of(self.case.now)
        span = {"starts_on": first, "ends_on": first + timedelta(days)}
        common = {"actor": None, "now": self.case.now, "reason": "年休假"}
        with contextlib.suppress(*NOT_LENT):
            if who != of:
                people = {"person": self.everyone[of], "deputy": self.everyone[who]}
                administration.appoint_deputy(**people, **span, **common)

    @rule(who=WHO)
    def give_back(self, who):
        """Some items to be corrected; handed in again at once or left to lapse."""
        if self.attempt(return_application, who, **self.seen, items=["JG-C2"], note="补照片") and who % 2:
            self.case.submit()

    @rule(who=WHO, operation=st.sampled_from([refuse_at_prereview, lapse_application, decline_application]))
    def refuse_early(self, who, operation):
        self.attempt(operation, who, **self.seen, reason="不在范围")

    @rule(who=WHO)
    def reopen(self, who):
        self.attempt(reopen_decision, who, **self.seen, reason="等级填错")

    @rule(who=WHO, is_upheld=st.booleans())
    def appeal_refusal(self, who, is_upheld):
        self.attempt(file_refusal_appeal, 0, application=self.case.row, text="台账在二楼")
        appeal = Appeal.objects.filter(application=self.case.row).first()
        before = self.took_part(who)
        if appeal and self.attempt(answer_refusal_appeal, who, appeal=appeal, is_upheld=is_upheld, answer="看过"):
            assert before.isdisjoint(REFUSED)

    @property
    def certificate(self) -> Certificate | None:
        return Certificate.objects.filter(organisation=self.case.organisation).order_by("pk").last()

    @rule(who=WHO, step=st.sampled_from(["suspend", "reinstate", "withdraw"]))
    def change(self, who, step):
        row = self.certificate
        if row and self.attempt(change_certificate, who, certificate=row, step=step, reason="查实"):
            assert step not in {"suspend", "withdraw"} or self.took_part(who).isdisjoint(JUDGED)

    @rule(who=WHO, is_upheld=st.booleans())
    def appeal_against_the_step(self, who, is_upheld):
        row = self.certificate
        if row is None:
            return
        self.attempt(file_appeal, 0, certificate=row, text="台账在二楼")
        appeal, former = Appeal.objects.filter(certificate=row).last(), row.state_changed_by_id
        sent = {"appeal": appeal, "is_upheld": is_upheld, "answer": "看过"}
        if appeal and self.attempt(answer_appeal, who, **sent):
            assert self.is_apart(who, former, self.case.now)
            assert not is_upheld or self.certificate.state == CertificateState.VALID

    @rule(who=WHO, asking=WHO, is_approved=st.booleans())
    def correct(self, who, asking, is_approved):
        unit = self.case.row.organisation
        fields = {name: getattr(unit, name) for name in CORRECTABLE} | {"address": f"{unit.address}甲"}
        self.attempt(ask_correction, asking, organisation=unit, fields=fields, reason="门牌改了")
        row = Correction.objects.filter(organisation=unit, state=CorrectionState.OPEN).first()
        sent = {"correction": row, "is_approved": is_approved, "answer": "属实"}
        if row and self.attempt(decide_correction, who, **sent):
            assert self.is_apart(who, row.asked_by_id, row.asked_at)

    @rule(who=WHO, asking=WHO, is_approved=st.booleans())
    def face(self, who, asking, is_approved):
        if self.certificate is None:
            return
        self.attempt(ask_reissue, asking, certificate=self.certificate, cause="lost", reason="牌子丢了")
        row = Reissue.objects.filter(certificate=self.certificate, state=CorrectionState.OPEN).first()
        sent = {"reissue": row, "is_approved": is_approved, "answer": "属实"}
        if row and self.attempt(decide_reissue, who, **sent):
            assert self.is_apart(who, row.asked_by_id, row.asked_at)

    @rule(who=WHO, entering=WHO, is_confirmed=st.booleans())
    def award(self, who, entering, is_confirmed):
        day = day_of(self.case.now) - timedelta(400)
        fields = {"organisation": self.case.row.organisation, "document_number": "七号", "issuer": "某办", "level": ""}
        fields |= {"awarded_on": day, "valid_until": None}
        self.attempt(enter_award, entering, fields=fields, scan=self.scan)
        row = PaperAward.objects.filter(state="open").first()
        operation = confirm_award if is_confirmed else refuse_award
        if row and self.attempt(operation, who, award=row, answer="一致"):
            assert self.is_apart(who, row.entered_by_id, row.entered_at)

    @rule(who=WHO, asking=WHO, is_approved=st.booleans())
    def take_over(self, who, asking, is_approved):
        unit = self.case.row.organisation
        self.attempt(request_takeover, asking, organisation=unit, reason="离职", proof=self.scan)
        row = Takeover.objects.filter(organisation=unit, state="open").first()
        sent = {"takeover": row, "answer": "属实"} | ({"leaving": []} if is_approved else {})
        if row and self.attempt(approve_takeover if is_approved else refuse_takeover, who, **sent):
            assert self.is_apart(who, row.requested_by_id, row.requested_at)

    @invariant()
    def something_waits_or_it_is_at_an_end(self):
        row = self.case.row
        kinds = {f"cells.{kind}" for kind in WAITS.get(row.status, ())}
        names = [subject_key(row), *map(subject_key, Objection.objects.filter(state="open"))]
        waiting = Task.objects.waiting().filter(subject__in=names)
        assert (row.status in ENDS) or waiting.filter(kind__in=kinds).exists(), row.status
        for appeal in Appeal.objects.filter(state="open"):
            about = subject_key(appeal.application or appeal.certificate)
            assert Task.objects.waiting().filter(subject=about, kind="cells.appeal").exists()
        for each in (Correction, Takeover, PaperAward):
            for asked in each.objects.filter(state="open"):
                assert Task.objects.waiting().filter(subject=subject_key(asked)).exists(), asked
