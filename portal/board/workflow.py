"""Said by one person, published or sent back by another: the steps of a figure, of a progress note,
of the next plan, of a day that is announced for figures, of what a figure means."""

from portal.board.enums import DraftState, FigureState, Handled, ReleaseState
from portal.procedure.handling import Handling
from portal.procedure.steps import NOWHERE, Step, Table

ENTER, REVISE, PUBLISH, DECLINE = "enter", "revise", "publish", "decline"
APPROVE, OPEN, CLEAR, RELEASE = "approve", "open", "clear", "release"
PLAN, CONFIRM, POSTPONE, CANCEL = "plan", "confirm", "postpone", "cancel"
STEPS = (
    Step(ENTER, (NOWHERE,), Handled.WAITING),
    # A correction is a word of its own; what was decided before stays as it was.
    Step(REVISE, (NOWHERE,), Handled.WAITING),
    Step(PUBLISH, (Handled.WAITING,), Handled.PUBLISHED),
    Step(DECLINE, (Handled.WAITING,), Handled.RETURNED),
)
NOTES = Table("progress", Handled, STEPS, is_stored=False)
OBSERVATIONS = Table(
    "observation",
    FigureState,
    (
        *STEPS[:-1],
        # Approved before the day that is announced for its period: it appears with all others of it.
        Step(CLEAR, (FigureState.WAITING,), FigureState.CLEARED),
        Step(RELEASE, (FigureState.CLEARED,), FigureState.PUBLISHED),
        Step(DECLINE, (FigureState.WAITING, FigureState.CLEARED), FigureState.RETURNED),
    ),
    is_stored=False,
)
TO_COME = (ReleaseState.PROVISIONAL, ReleaseState.CONFIRMED, ReleaseState.POSTPONED)
RELEASES = Table(
    "release",
    ReleaseState,
    (
        Step(PLAN, (NOWHERE,), ReleaseState.PROVISIONAL),
        Step(CONFIRM, (ReleaseState.PROVISIONAL, ReleaseState.POSTPONED), ReleaseState.CONFIRMED),
        Step(POSTPONE, TO_COME, ReleaseState.POSTPONED, needs={"reason": ""}),
        Step(CANCEL, TO_COME, ReleaseState.CANCELLED, needs={"reason": ""}),
        Step(PUBLISH, (ReleaseState.CONFIRMED,), ReleaseState.PUBLISHED),
    ),
)
DRAFTS = Table(
    "plan_draft",
    DraftState,
    (
        Step(ENTER, (NOWHERE,), DraftState.WAITING, needs={"reason": ""}),
        Step(APPROVE, (DraftState.WAITING,), DraftState.APPROVED, needs={"reason": ""}),
        # Until its day one that was approved can be sent back too.
        Step(DECLINE, (DraftState.WAITING, DraftState.APPROVED), DraftState.RETURNED, needs={"reason": ""}),
        Step(OPEN, (DraftState.APPROVED,), DraftState.LIVE),
    ),
)
CLOSINGS = Table(
    "closing",
    Handled,
    (
        Step(ENTER, (NOWHERE,), Handled.WAITING, needs={"reason": ""}),
        Step(PUBLISH, (Handled.WAITING,), Handled.PUBLISHED, needs={"reason": ""}),
        Step(DECLINE, (Handled.WAITING,), Handled.RETURNED, needs={"reason": ""}),
    ),
)
DEFINITIONS = Table(
    "definition",
    Handled,
    (
        Step(ENTER, (NOWHERE,), Handled.WAITING),
        Step(PUBLISH, (Handled.WAITING,), Handled.PUBLISHED),
        Step(DECLINE, (Handled.WAITING,), Handled.RETURNED, needs={"reason": ""}),
    ),
)

SIGNATURES = {
    PUBLISH: Handling(("entered_by",), "approved_by", "approved_at", words=""),
    DECLINE: Handling(("entered_by",), "declined_by", "declined_at", "decline_reason"),
}
DRAFT_SIGNATURES = {
    APPROVE: Handling(("entered_by",), words=""),
    DECLINE: Handling(words="decline_reason"),
}
CLOSING_SIGNATURES = {PUBLISH: Handling(("entered_by",), words=""), DECLINE: Handling(words="decline_reason")}
DEFINITION_SIGNATURES = {PUBLISH: Handling(("entered_by",), words=""), DECLINE: Handling(words="decline_reason")}
RELEASE_SIGNATURES = {CONFIRM: Handling(("set_by",), "confirmed_by", "confirmed_at", words="")}
