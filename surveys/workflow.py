"""Which step may follow which state of a wave, a flag, an estimate, a commitment, a batch of paper forms, a delivery."""

from django.utils.translation import gettext_lazy as _

from portal.procedure.handling import Handling
from portal.procedure.steps import NOWHERE, STAYS, Step, Table
from surveys.enums import (
    BatchState,
    BatchStep,
    CommitmentState,
    CommitmentStep,
    DeliveryState,
    DeliveryStep,
    EstimateState,
    EstimateStep,
    FlagState,
    FlagStep,
    WaveState,
    WaveStep,
)

REASON = {"reason": _("Please state a reason.")}

WAVES = Table(
    name="wave",
    states=WaveState,
    steps=(
        Step("plan", (NOWHERE,), WaveState.PLANNED),
        Step(WaveStep.ADMIT, (WaveState.PLANNED,), STAYS, needs=REASON),
        Step(WaveStep.OPEN, (WaveState.PLANNED,), WaveState.OPEN),
        Step(WaveStep.MOVE, (WaveState.OPEN,), STAYS, needs=REASON),
        Step(WaveStep.CLOSE, (WaveState.OPEN,), WaveState.CLOSED),
        Step(WaveStep.DELIVER, (WaveState.PLANNED,), WaveState.CLOSED),
    ),
)
# Until it is decided, and while it is upheld, a flagged answer does not count; a decision may be
# turned round, and one on many taken back at once.
FLAGS = Table(
    name="flag",
    states=FlagState,
    steps=(
        Step("raise", (NOWHERE,), FlagState.OPEN),
        Step(FlagStep.KEEP, (FlagState.OPEN, FlagState.EXCLUDED), FlagState.KEPT, needs=REASON),
        Step(FlagStep.EXCLUDE, (FlagState.OPEN, FlagState.KEPT), FlagState.EXCLUDED, needs=REASON),
        Step(FlagStep.REOPEN, (FlagState.KEPT, FlagState.EXCLUDED), FlagState.OPEN),
    ),
)
ESTIMATES = Table(
    name="estimate",
    states=EstimateState,
    steps=(
        Step(EstimateStep.PREPARE, (NOWHERE,), EstimateState.PREPARED),
        Step(EstimateStep.PUBLISH, (EstimateState.PREPARED,), EstimateState.PUBLISHED),
        Step(EstimateStep.REFUSE, (EstimateState.PREPARED,), EstimateState.REFUSED, needs=REASON),
    ),
)
OWNED = {"answer": _("Please write the answer to residents."), "office": _("Please name the office.")}
COMMITMENTS = Table(
    name="commitment",
    states=CommitmentState,
    steps=(
        Step(CommitmentStep.NAME, (NOWHERE,), CommitmentState.NAMED, needs={"concern": _("Please write the concern.")}),
        Step(
            CommitmentStep.PROMISE,
            (CommitmentState.NAMED, CommitmentState.DECLINED),
            CommitmentState.PROMISED,
            needs=OWNED | {"due_on": _("Please name the day by which it is done.")},
        ),
        Step(
            CommitmentStep.MOVE,
            (CommitmentState.PROMISED,),
            STAYS,
            needs=REASON | {"due_on": _("Please name the day by which it is done.")},
        ),
        Step(
            CommitmentStep.FINISH,
            (CommitmentState.PROMISED,),
            CommitmentState.DONE,
            needs={"proof": _("Please say where anyone can see that it is done.")},
        ),
        Step(
            CommitmentStep.DECLINE,
            (CommitmentState.NAMED, CommitmentState.PROMISED),
            CommitmentState.DECLINED,
            needs=OWNED,
        ),
    ),
)
BATCHES = Table(
    name="paper",
    states=BatchState,
    steps=(
        Step("add", (NOWHERE,), BatchState.KEYING),
        Step(BatchStep.ENTER, (BatchState.KEYING,), BatchState.ENTERED),
    ),
)

DELIVERIES = Table(
    name="delivery",
    states=DeliveryState,
    steps=(
        Step(DeliveryStep.TRY, (NOWHERE,), DeliveryState.TRIED),
        Step(DeliveryStep.HAND_ON, (DeliveryState.TRIED,), DeliveryState.WAITING),
        Step(DeliveryStep.CONFIRM, (DeliveryState.WAITING,), DeliveryState.TAKEN),
        Step(DeliveryStep.REFUSE, (DeliveryState.WAITING,), DeliveryState.REFUSED, needs=REASON),
    ),
)

FLAG_DECISION, ESTIMATE_DECISION = Handling(), Handling(("prepared_by",))
DELIVERY_DECISION = Handling(("handed_in_by",))
