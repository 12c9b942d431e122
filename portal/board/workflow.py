"""Said by one person, published or sent back by another: the steps of a figure and of a progress note."""

from portal.board.enums import Handled
from portal.procedure.handling import Handling
from portal.procedure.steps import NOWHERE, Step, Table

ENTER, REVISE, PUBLISH, DECLINE = "enter", "revise", "publish", "decline"
STEPS = (
    Step(ENTER, (NOWHERE,), Handled.WAITING),
    # A correction is a word of its own; what was decided before stays as it was.
    Step(REVISE, (NOWHERE,), Handled.WAITING),
    Step(PUBLISH, (Handled.WAITING,), Handled.PUBLISHED),
    Step(DECLINE, (Handled.WAITING,), Handled.RETURNED),
)
OBSERVATIONS = Table("observation", Handled, STEPS, is_stored=False)
NOTES = Table("progress", Handled, STEPS, is_stored=False)

SIGNATURES = {
    PUBLISH: Handling(("entered_by",), "approved_by", "approved_at", words=""),
    DECLINE: Handling(("entered_by",), "declined_by", "declined_at", "decline_reason"),
}
