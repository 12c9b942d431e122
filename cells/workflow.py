"""Which step may follow which: the one table of the certification process."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cells.enums import ApplicationStatus as Status
from cells.enums import CertificateState as Cert
from cells.enums import CertificateStep, StepName


class Actor(StrEnum):
    """Who takes a step. UNIT is a member of the applying unit, ANYONE needs no account."""

    UNIT = "unit"
    STREET = "street_officer"
    DISTRICT = "district_reviewer"
    EVALUATOR = "evaluator"
    ANYONE = "anyone"


class StepError(Exception):
    """The step is not open from where the matter stands."""

    def __init__(self, step: str, status: str) -> None:
        super().__init__(f"step {step} is not open from {status}")
        self.step = step
        self.status = status


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    sources: frozenset[str]
    target: str
    actor: Actor


def _step(name: str, sources: Iterable[str], target: str, actor: Actor) -> Step:
    return Step(name, frozenset(sources), target, actor)


STEPS: tuple[Step, ...] = (
    _step(StepName.SUBMIT, [Status.DRAFT], Status.SUBMITTED, Actor.UNIT),
    _step(StepName.RESUBMIT, [Status.RETURNED], Status.SUBMITTED, Actor.UNIT),
    _step(
        StepName.WITHDRAW,
        [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.PREREVIEWED, Status.ACCEPTED],
        Status.WITHDRAWN,
        Actor.UNIT,
    ),
    _step(StepName.PREREVIEW_ACCEPT, [Status.SUBMITTED], Status.PREREVIEWED, Actor.STREET),
    _step(StepName.PREREVIEW_RETURN, [Status.SUBMITTED], Status.RETURNED, Actor.STREET),
    _step(StepName.PREREVIEW_REFUSE, [Status.SUBMITTED], Status.REFUSED, Actor.STREET),
    _step(StepName.ACCEPT, [Status.PREREVIEWED], Status.ACCEPTED, Actor.DISTRICT),
    _step(StepName.DECLINE, [Status.PREREVIEWED], Status.REFUSED, Actor.DISTRICT),
    _step(StepName.ASSIGN, [Status.ACCEPTED], Status.EVALUATING, Actor.DISTRICT),
    _step(StepName.ASSIGN_MORE, [Status.EVALUATING], Status.EVALUATING, Actor.DISTRICT),
    _step(StepName.EVALUATE, [Status.EVALUATING], Status.EVALUATING, Actor.EVALUATOR),
    _step(StepName.FINISH_EVALUATION, [Status.EVALUATING], Status.EVALUATED, Actor.EVALUATOR),
    _step(StepName.CALL_AGAIN, [Status.EVALUATED], Status.EVALUATING, Actor.DISTRICT),
    _step(StepName.GRANT, [Status.EVALUATED], Status.PROPOSED, Actor.DISTRICT),
    _step(StepName.REFUSE, [Status.EVALUATED], Status.REFUSED, Actor.DISTRICT),
    _step(StepName.OPEN_NOTICE, [Status.PROPOSED], Status.IN_NOTICE, Actor.DISTRICT),
    _step(StepName.OBJECT, [Status.IN_NOTICE, Status.OBJECTED], Status.OBJECTED, Actor.ANYONE),
    _step(StepName.DISMISS_OBJECTION, [Status.OBJECTED], Status.IN_NOTICE, Actor.DISTRICT),
    _step(StepName.UPHOLD_OBJECTION, [Status.OBJECTED], Status.REFUSED, Actor.DISTRICT),
    _step(StepName.CERTIFY, [Status.IN_NOTICE], Status.CERTIFIED, Actor.DISTRICT),
)

CERTIFICATE_STEPS: tuple[Step, ...] = (
    _step(CertificateStep.SUSPEND, [Cert.VALID], Cert.SUSPENDED, Actor.DISTRICT),
    _step(CertificateStep.REINSTATE, [Cert.SUSPENDED], Cert.VALID, Actor.DISTRICT),
    _step(CertificateStep.WITHDRAW, [Cert.VALID, Cert.SUSPENDED], Cert.WITHDRAWN, Actor.DISTRICT),
    _step(CertificateStep.RESTORE, [Cert.SUSPENDED, Cert.WITHDRAWN], Cert.VALID, Actor.DISTRICT),
    _step(CertificateStep.REPLACE, [Cert.VALID, Cert.SUSPENDED], Cert.REPLACED, Actor.DISTRICT),
)

_BY_NAME = {step.name: step for step in STEPS}
_CERTIFICATE_BY_NAME = {step.name: step for step in CERTIFICATE_STEPS}

# States in which the unit may still write its answers.
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
# States in which a unit already has a running application.
RUNNING = frozenset(Status) - {Status.CERTIFIED, Status.REFUSED, Status.WITHDRAWN}


def find_step(name: str) -> Step:
    return _BY_NAME[name]


def is_open(name: str, status: str) -> bool:
    return status in _BY_NAME[name].sources


def open_steps(status: str, actor: Actor) -> tuple[Step, ...]:
    """The steps that this kind of actor may take from here, in the order of the table."""
    return tuple(step for step in STEPS if step.actor == actor and status in step.sources)


def target_of(name: str, status: str) -> str:
    """The status after the step, or StepError when the step is not open."""
    return _target(_BY_NAME[name], status)


def certificate_target_of(name: str, state: str) -> str:
    return _target(_CERTIFICATE_BY_NAME[name], state)


def open_certificate_steps(state: str) -> tuple[Step, ...]:
    return tuple(step for step in CERTIFICATE_STEPS if state in step.sources)


def _target(step: Step, status: str) -> str:
    if status not in step.sources:
        raise StepError(step.name, status)
    return step.target
