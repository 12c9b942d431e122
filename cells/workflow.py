"""Which step may follow which, of everything in the certification process that stands somewhere: one table each."""

from dataclasses import replace
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from cells.enums import (
    AppealState,
    AssignmentState,
    AwardState,
    BatchState,
    CorrectionState,
    ObjectionState,
    RubricState,
    TakeoverState,
)
from cells.enums import ApplicationStatus as Status
from cells.enums import CertificateState as Cert
from cells.enums import CertificateStep as Change
from cells.enums import StepName as Name
from portal.procedure.handling import Handling
from portal.procedure.steps import NOWHERE, STAYS, Step, Table


class Actor(StrEnum):
    """Who takes a step. UNIT is a member of the applying unit, ANYONE needs no account."""

    UNIT = "unit"
    STREET = "street_officer"
    DISTRICT = "district_reviewer"
    EVALUATOR = "evaluator"
    ANYONE = "anyone"


class Validity(StrEnum):
    """Of what no column says where it stands: the days that were written do."""

    STANDS = "stands"
    ENDED = "ended"


WHY = {"reason": _("Please give the reason.")}
REFUSAL = {"reason": _("A refusal needs its reason.")}
DECISION = {"reason": _("A decision needs its reasons.")}
ANSWERED = {"answer": _("An answer needs its reasons.")}
IN_PUBLIC = {"answer": _("The answer is published: please write it.")}
SAID_WHY = {"answer": _("Please say why.")}
# Four eyes: who let the file in or judged it does not answer for it, seal it, or take the certificate away.
JUDGED = ("application.accept", "application.grant")
# Who let it pass for the street, as a deputy may have, does not judge it for the district.
LET_PASS = ("application.prereview_accept",)
# Who decided once does not decide anew, and who refused does not hear the appeal against it.
DECIDED = ("application.grant", "application.refuse", *LET_PASS)
REFUSED = (
    "application.prereview_refuse",
    "application.lapse",
    "application.decline",
    "application.refuse",
    "application.uphold_objection",
)
DECLINED = ("application.decline", *LET_PASS)
BEFORE_EVALUATION = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.PREREVIEWED, Status.ACCEPTED)
# States in which the unit may still write its answers.
EDITABLE = (Status.DRAFT, Status.RETURNED)
# States in which evaluators may be asked.
ASSIGNABLE = (Status.ACCEPTED, Status.EVALUATING, Status.EVALUATED)
# States in which a unit already has a running application.
RUNNING = frozenset(Status) - {Status.CERTIFIED, Status.REFUSED, Status.WITHDRAWN}
ALIVE, APPEALABLE = (Cert.VALID, Cert.SUSPENDED), (Cert.SUSPENDED, Cert.WITHDRAWN)

APPLICATIONS = Table(
    name="application",
    states=Status,
    field="status",
    revision="revision",
    steps=(
        Step("start", (NOWHERE,), Status.DRAFT, Actor.UNIT),
        Step("save_answer", EDITABLE, STAYS, Actor.UNIT),
        Step(Name.SUBMIT, (Status.DRAFT,), Status.SUBMITTED, Actor.UNIT),
        Step(Name.RESUBMIT, (Status.RETURNED,), Status.SUBMITTED, Actor.UNIT),
        Step(Name.WITHDRAW, BEFORE_EVALUATION, Status.WITHDRAWN, Actor.UNIT),
        Step(Name.PREREVIEW_ACCEPT, (Status.SUBMITTED,), Status.PREREVIEWED, Actor.STREET),
        Step(Name.PREREVIEW_RETURN, (Status.SUBMITTED,), Status.RETURNED, Actor.STREET),
        Step(Name.PREREVIEW_REFUSE, (Status.SUBMITTED,), Status.REFUSED, Actor.STREET, REFUSAL),
        Step(Name.LAPSE, (Status.RETURNED,), Status.REFUSED, Actor.STREET, REFUSAL),
        Step(Name.ACCEPT, (Status.PREREVIEWED,), Status.ACCEPTED, Actor.DISTRICT, apart=LET_PASS),
        Step(Name.DECLINE, (Status.PREREVIEWED,), Status.REFUSED, Actor.DISTRICT, REFUSAL, apart=DECLINED),
        Step(Name.ASSIGN, (Status.ACCEPTED,), Status.EVALUATING, Actor.DISTRICT),
        Step(Name.ASSIGN_MORE, (Status.EVALUATING,), Status.EVALUATING, Actor.DISTRICT),
        Step(Name.EVALUATE, (Status.EVALUATING,), Status.EVALUATING, Actor.EVALUATOR),
        Step(Name.FINISH_EVALUATION, (Status.EVALUATING,), Status.EVALUATED, Actor.EVALUATOR),
        Step(Name.CALL_AGAIN, (Status.EVALUATED,), Status.EVALUATING, Actor.DISTRICT, WHY),
        Step(Name.GRANT, (Status.EVALUATED,), Status.PROPOSED, Actor.DISTRICT, DECISION, apart=DECIDED),
        Step(Name.REFUSE, (Status.EVALUATED,), Status.REFUSED, Actor.DISTRICT, DECISION, apart=DECIDED),
        Step(Name.REOPEN, (Status.PROPOSED,), Status.EVALUATED, Actor.DISTRICT, WHY),
        Step(Name.OPEN_NOTICE, (Status.PROPOSED,), Status.IN_NOTICE, Actor.DISTRICT),
        Step(Name.OBJECT, (Status.IN_NOTICE, Status.OBJECTED), Status.OBJECTED, Actor.ANYONE),
        Step(Name.DISMISS_OBJECTION, (Status.OBJECTED,), Status.IN_NOTICE, Actor.DISTRICT, apart=JUDGED),
        Step(Name.UPHOLD_OBJECTION, (Status.OBJECTED,), Status.REFUSED, Actor.DISTRICT, apart=JUDGED),
        Step(Name.RECONSIDER, (Status.OBJECTED,), Status.EVALUATED, Actor.DISTRICT, apart=JUDGED),
        Step(Name.CERTIFY, (Status.IN_NOTICE,), Status.CERTIFIED, Actor.DISTRICT, apart=JUDGED),
        Step(Name.RESUME, (Status.REFUSED,), Status.EVALUATED, Actor.DISTRICT, WHY, apart=REFUSED),
        Step(Name.READMIT, (Status.REFUSED,), Status.PREREVIEWED, Actor.DISTRICT, WHY, apart=REFUSED),
    ),
)
CERTIFICATES = Table(
    name="certificate",
    states=Cert,
    steps=(
        Step("issue", (NOWHERE,), Cert.VALID, Actor.DISTRICT),
        Step("register", (NOWHERE,), Cert.VALID, Actor.DISTRICT),
        Step(Change.SUSPEND, (Cert.VALID,), Cert.SUSPENDED, Actor.DISTRICT, WHY, apart=JUDGED),
        Step(Change.REINSTATE, (Cert.SUSPENDED,), Cert.VALID, Actor.DISTRICT, WHY),
        Step(Change.WITHDRAW, ALIVE, Cert.WITHDRAWN, Actor.DISTRICT, WHY, apart=JUDGED),
        Step(Change.RESTORE, APPEALABLE, Cert.VALID, Actor.DISTRICT, WHY),
        Step(Change.REPLACE, ALIVE, Cert.REPLACED, Actor.DISTRICT, WHY),
    ),
)
# Below, the ledger tells of an appeal as of its certificate, of a takeover as of its unit.
APPEALS = Table(
    name="certificate",
    states=AppealState,
    steps=(
        Step("appeal", (NOWHERE,), AppealState.OPEN, Actor.UNIT, {"text": _("Please say why this is not right.")}),
        Step("appeal_dismissed", (AppealState.OPEN,), AppealState.DISMISSED, Actor.DISTRICT, ANSWERED),
        Step("appeal_upheld", (AppealState.OPEN,), AppealState.UPHELD, Actor.DISTRICT, ANSWERED),
    ),
)
# The same steps against a refusal, which the ledger tells as of the application.
REFUSAL_APPEALS = replace(APPEALS, name="application")
OBJECTIONS = Table(
    name="objection",
    states=ObjectionState,
    steps=(
        Step("file", (NOWHERE,), ObjectionState.OPEN, Actor.ANYONE),
        Step("dismissed", (ObjectionState.OPEN,), ObjectionState.DISMISSED, Actor.DISTRICT, IN_PUBLIC),
        Step("upheld", (ObjectionState.OPEN,), ObjectionState.UPHELD, Actor.DISTRICT, IN_PUBLIC),
    ),
)
TAKEOVERS = Table(
    name="organisation",
    states=TakeoverState,
    steps=(
        Step("request_takeover", (NOWHERE,), TakeoverState.OPEN, Actor.ANYONE),
        Step("takeover_approved", (TakeoverState.OPEN,), TakeoverState.APPROVED, Actor.STREET, SAID_WHY),
        Step("takeover_refused", (TakeoverState.OPEN,), TakeoverState.REFUSED, Actor.STREET, SAID_WHY),
    ),
)
CORRECTIONS = Table(
    name="organisation",
    states=CorrectionState,
    steps=(
        Step("ask_correction", (NOWHERE,), CorrectionState.OPEN, Actor.DISTRICT, WHY),
        Step("correction_approved", (CorrectionState.OPEN,), CorrectionState.APPROVED, Actor.DISTRICT, SAID_WHY),
        Step("correction_refused", (CorrectionState.OPEN,), CorrectionState.REFUSED, Actor.DISTRICT, SAID_WHY),
    ),
)
REISSUES = Table(
    name="certificate",
    states=CorrectionState,
    steps=(
        Step("ask_reissue", (NOWHERE,), CorrectionState.OPEN, Actor.UNIT, WHY),
        Step("reissue_approved", (CorrectionState.OPEN,), CorrectionState.APPROVED, Actor.DISTRICT, SAID_WHY),
        Step("reissue_refused", (CorrectionState.OPEN,), CorrectionState.REFUSED, Actor.DISTRICT, SAID_WHY),
    ),
)
AWARDS = Table(
    name="organisation",
    states=AwardState,
    steps=(
        Step("enter_award", (NOWHERE,), AwardState.OPEN, Actor.DISTRICT),
        Step("award_confirmed", (AwardState.OPEN,), AwardState.CONFIRMED, Actor.DISTRICT, SAID_WHY),
        Step("award_refused", (AwardState.OPEN,), AwardState.REFUSED, Actor.DISTRICT, SAID_WHY),
    ),
)
ASSIGNMENTS = Table(
    name="application",
    states=AssignmentState,
    steps=(
        Step("assign", (NOWHERE,), AssignmentState.ASSIGNED, Actor.DISTRICT),
        Step("recuse", (AssignmentState.ASSIGNED,), AssignmentState.RECUSED, Actor.EVALUATOR, WHY),
        Step("submit", (AssignmentState.ASSIGNED,), AssignmentState.SUBMITTED, Actor.EVALUATOR),
    ),
)
RUBRICS = Table(
    name="rubric",
    states=RubricState,
    steps=(
        Step("save_draft", (NOWHERE, RubricState.DRAFT), RubricState.DRAFT, Actor.DISTRICT),
        Step("publish", (RubricState.DRAFT,), RubricState.PUBLISHED, Actor.DISTRICT, apart=("rubric.save_draft",)),
        Step("retire", (RubricState.PUBLISHED,), RubricState.RETIRED, Actor.DISTRICT),
    ),
)
DISCREDITS = Table(
    name="discredit",
    states=Validity,
    is_stored=False,
    steps=(
        Step("record", (NOWHERE,), Validity.STANDS, Actor.DISTRICT),
        Step("lift", (Validity.STANDS,), Validity.ENDED, Actor.DISTRICT, WHY),
    ),
)
INVITATIONS = Table(
    name="organisation",
    states=Validity,
    is_stored=False,
    steps=(
        Step("invite", (NOWHERE,), Validity.STANDS, Actor.UNIT),
        Step("join", (Validity.STANDS,), Validity.ENDED, Actor.ANYONE),
        Step("uninvite", (Validity.STANDS,), Validity.ENDED, Actor.UNIT),
    ),
)
NOTICES = Table(
    name="notice",
    states=BatchState,
    steps=(
        Step("open", (NOWHERE,), BatchState.OPEN, Actor.DISTRICT),
        Step("close", (BatchState.OPEN,), BatchState.CLOSED, Actor.DISTRICT),
    ),
)


def resuming(*, is_decided: bool) -> Name:
    """The step of an upheld appeal: refused on its evaluations it is decided anew; before there were any, accepted."""
    return Name.RESUME if is_decided else Name.READMIT


# Who was suspended by one is heard by another.
CERTIFICATE_STEP = Handling(("state_changed_by",))
ANSWER = Handling(decided_by="answered_by", decided_at="answered_at", words="answer")
AWARD_DECISION = Handling(("entered_by",), words="answer")
CORRECTION_DECISION = Handling(("asked_by",), words="answer")
REISSUE_DECISION = Handling(("asked_by",), words="answer")
TAKEOVER_DECISION = Handling(("requested_by",), words="answer")
