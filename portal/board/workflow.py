"""Said by one person, published or sent back by another: the steps of a figure, of a progress note
and of the next plan."""

from portal.board.enums import DraftState, Handled
from portal.procedure.handling import Handling
from portal.procedure.steps import NOWHERE, Step, Table

ENTER, REVISE, PUBLISH, DECLINE = "enter", "revise", "publish", "decline"
APPROVE, OPEN = "approve", "open"
STEPS = (
    Step(ENTER, (NOWHERE,), Handled.WAITING),
    # A correction is a word of its own; what was decided before stays as it was.
    Step(REVISE, (NOWHERE,), Handled.WAITING),
    Step(PUBLISH, (Handled.WAITING,), Handled.PUBLISHED),
    Step(DECLINE, (Handled.WAITING,), Handled.RETURNED),
)
OBSERVATIONS = Table("observation", Handled, STEPS, is_stored=False)
NOTES = Table("progress", Handled, STEPS, is_stored=False)
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

SIGNATURES = {
    PUBLISH: Handling(("entered_by",), "approved_by", "approved_at", words=""),
    DECLINE: Handling(("entered_by",), "declined_by", "declined_at", "decline_reason"),
}
DRAFT_SIGNATURES = {
    APPROVE: Handling(("entered_by",), words=""),
    DECLINE: Handling(words="decline_reason"),
}
CLOSING_SIGNATURES = {PUBLISH: Handling(("entered_by",), words=""), DECLINE: Handling(words="decline_reason")}
