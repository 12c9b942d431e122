"""Which step may follow which state of an event, and of an estate. One table each; nothing else decides."""

from campaigns.enums import EstateState, EstateStep, EventState, Step

TABLE: dict[tuple[EventState | None, Step], EventState] = {
    (None, Step.PLAN): EventState.PLANNED,
    (None, Step.REPORT): EventState.HELD,
    (EventState.PLANNED, Step.REVISE): EventState.PLANNED,
    (EventState.PLANNED, Step.REPORT): EventState.HELD,
    (EventState.HELD, Step.VERIFY): EventState.VERIFIED,
    (EventState.HELD, Step.RETURN): EventState.RETURNED,
    (EventState.RETURNED, Step.RESUBMIT): EventState.HELD,
    (EventState.PLANNED, Step.WITHDRAW): EventState.WITHDRAWN,
    (EventState.HELD, Step.WITHDRAW): EventState.WITHDRAWN,
    (EventState.RETURNED, Step.WITHDRAW): EventState.WITHDRAWN,
    (EventState.VERIFIED, Step.WITHDRAW): EventState.WITHDRAWN,
}
ESTATES: dict[tuple[EstateState | None, EstateStep], EstateState] = {
    (None, EstateStep.PROPOSE): EstateState.PROPOSED,
    (EstateState.PROPOSED, EstateStep.TELL): EstateState.PROPOSED,
    (EstateState.RECOGNISED, EstateStep.TELL): EstateState.RECOGNISED,
    (EstateState.PROPOSED, EstateStep.RECOGNISE): EstateState.RECOGNISED,
    (EstateState.LAPSED, EstateStep.RECOGNISE): EstateState.RECOGNISED,
    (EstateState.RECOGNISED, EstateStep.LAPSE): EstateState.LAPSED,
    (EstateState.PROPOSED, EstateStep.LAPSE): EstateState.LAPSED,
}


class StepError(Exception):
    """The step does not follow from the state that the event or the estate is in."""

    def __init__(self, state: EventState | EstateState | None, step: Step | EstateStep) -> None:
        """Remember both, for the page that explains."""
        super().__init__(f"{step} does not follow {state}")
        self.state, self.step = state, step


def state_after(state: str | None, step: Step) -> EventState:
    """Return the state that the step leads to, or raise StepError."""
    known = None if state is None else EventState(state)
    try:
        return TABLE[known, step]
    except KeyError:
        raise StepError(known, step) from None


def open_steps(state: str | None) -> frozenset[Step]:
    """Return the steps that follow from a state."""
    return frozenset(step for known, step in TABLE if known == state)


def estate_state_after(state: str | None, step: EstateStep) -> EstateState:
    """Return the state of an estate that the step leads to, or raise StepError."""
    known = None if state is None else EstateState(state)
    try:
        return ESTATES[known, step]
    except KeyError:
        raise StepError(known, step) from None


def open_estate_steps(state: str) -> frozenset[EstateStep]:
    """Return the steps that follow from an estate's state."""
    return frozenset(step for known, step in ESTATES if known == state)
