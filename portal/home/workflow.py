"""What may become of a visitor's message: it comes to an end that its sender agrees with, or that says who else helps."""

from django.utils.translation import gettext_lazy as _

from portal.home.enums import FeedbackState, FeedbackStep
from portal.procedure.steps import NOWHERE, STAYS, Step, Table

State, Do = FeedbackState, FeedbackStep
OPEN = (State.RECEIVED, State.REOPENED)
FEEDBACK = Table(
    name="feedback",
    states=FeedbackState,
    steps=(
        Step(Do.LEAVE, (NOWHERE,), State.RECEIVED),
        Step(Do.HAND_OVER, OPEN, STAYS),
        Step(Do.ANSWER, (*OPEN, State.ANSWERED), State.ANSWERED, needs={"answer": _("Write the answer.")}),
        Step(Do.PASS_ON, OPEN, State.PASSED_ON, needs={"answer": _("Say who decides, and how to reach them.")}),
        Step(Do.SETTLE, (State.ANSWERED,), State.SOLVED),
        Step(Do.REOPEN, (State.ANSWERED,), State.REOPENED, needs={"reason": _("Say what is still wrong.")}),
    ),
)
