"""Which step may follow which state of an event, and of an estate. One table each; nothing else decides."""

from django.utils.translation import gettext_lazy as _

from campaigns.enums import EstateState, EstateStep, EventState
from campaigns.enums import Step as EventStep
from portal.procedure.handling import Handling
from portal.procedure.steps import NOWHERE, STAYS, Step, Table

STREET, DISTRICT, BOTH = "street", "district", "both"
RUNNING = (EventState.PLANNED, EventState.HELD, EventState.RETURNED)

EVENTS = Table(
    name="event",
    states=EventState,
    revision="version",
    steps=(
        Step(EventStep.PLAN, (NOWHERE,), EventState.PLANNED, STREET),
        Step(EventStep.REVISE, (EventState.PLANNED,), EventState.PLANNED, STREET),
        Step(EventStep.REPORT, (NOWHERE, EventState.PLANNED), EventState.HELD, STREET),
        Step(EventStep.VERIFY, (EventState.HELD,), EventState.VERIFIED, DISTRICT),
        Step(EventStep.RETURN, (EventState.HELD,), EventState.RETURNED, DISTRICT),
        Step(EventStep.RESUBMIT, (EventState.RETURNED, EventState.HELD), EventState.HELD, STREET),
        Step(
            EventStep.WITHDRAW,
            (*RUNNING, EventState.VERIFIED),
            EventState.WITHDRAWN,
            BOTH,
            {"reason": _("Say why the event is withdrawn.")},
        ),
    ),
)
VERIFICATION = Handling(("created_by", "reported_by"), "verified_by", "verified_at", words="")

ESTATES = Table(
    name="estate",
    states=EstateState,
    revision="version",
    steps=(
        Step(EstateStep.PROPOSE, (NOWHERE,), EstateState.PROPOSED, BOTH),
        Step(EstateStep.TELL, (EstateState.PROPOSED, EstateState.RECOGNISED), STAYS, BOTH),
        Step(EstateStep.RECOGNISE, (EstateState.PROPOSED, EstateState.LAPSED), EstateState.RECOGNISED, DISTRICT),
        Step(
            EstateStep.LAPSE,
            (EstateState.PROPOSED, EstateState.RECOGNISED),
            EstateState.LAPSED,
            DISTRICT,
            {"reason": _("Say why it no longer stands.")},
        ),
    ),
)
