"""Which step may follow which state of an event. One table; nothing else decides."""

from campaigns.enums import EventState, Step

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


class StepError(Exception):
    """The step does not follow from the state the event is in."""

    def __init__(self, state: EventState | None, step: Step) -> None:
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
