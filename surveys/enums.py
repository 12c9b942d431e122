from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Dimension(TextChoices):
    """What a question tells about the respondent; tallies keep these apart."""

    AREA = "area", _("Area")
    AGE = "age", _("Age")
    GROUP = "group", _("Group")


class Audience(TextChoices):
    RESIDENTS = "residents", _("Residents")
    ORGANISATIONS = "organisations", _("Organisations")


class StatutoryCheck(TextChoices):
    BLOCK = "block", _("Refuse to open without them")
    WARN = "warn", _("Open with a warning")


class WaveState(TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class WaveStep(StrEnum):
    ADMIT = "admission"
    OPEN = "open"
    MOVE = "move"
    CLOSE = "close"
    DELIVER = "deliver"


class CommitmentState(TextChoices):
    """What became of a concern that residents named."""

    NAMED = "named", _("Waits for an answer")
    PROMISED = "promised", _("Promised")
    DONE = "done", _("Done as promised")
    DECLINED = "declined", _("Not to be done")


class CommitmentStep(StrEnum):
    NAME = "name"
    PROMISE = "promise"
    MOVE = "move"
    FINISH = "finish"
    DECLINE = "decline"


class Admission(TextChoices):
    """Who may answer a wave. Fixed once it has opened."""

    OPEN = "open", _("Anyone")
    INVITED = "invited", _("By invitation only")
    APART = "apart", _("Invited people and anyone else, kept apart")


class Door(StrEnum):
    """By which way an answer comes."""

    ADDRESS = "address"
    PLACE = "place"
    BROKEN_CODE = "broken_code"
    INVITATION = "invitation"
    ASSISTED = "assisted"
    TELEPHONE = "telephone"
    PAPER = "paper"


class Token(StrEnum):
    """What became of the invitation that somebody shows."""

    NONE = "none"
    FRESH = "fresh"
    USED = "used"
    FOREIGN = "foreign"  # of another wave


class Refusal(StrEnum):
    """Why an answer is not taken."""

    STRANGER = "stranger"
    STAFF = "staff_without_invitation"
    USED = "invitation"
    FOREIGN = "foreign_invitation"


class Mode(TextChoices):
    """Who held the pen. A figure never blends modes silently."""

    OWN_PHONE = "own_phone", _("Own phone or computer")
    ASSISTED = "assisted", _("Filled in with help")
    TELEPHONE = "telephone", _("By telephone")
    PAPER = "paper", _("Paper")
    CONTRACTED = "contracted", _("Asked by a contractor")


class Channel(TextChoices):
    PLACE = "place", _("Code at a place")
    INVITATION = "invitation", _("Invitation")
    OPEN = "open", _("Open page")
    UNKNOWN = "unknown", _("Channel unknown")
    DELIVERED = "delivered", _("In a contractor’s file")


class Tier(TextChoices):
    """How well we know that one answer is one person."""

    INVITED = "invited", _("Invited once")
    PLACE = "place", _("At a signed place")
    ASSISTED = "assisted", _("Face to face")
    OPEN = "open", _("Open to anyone")


class FlagKind(TextChoices):
    SPEED = "speed", _("Faster than the form can be read")
    STRAIGHT_LINE = "straight_line", _("The same answer all the way down")
    BURST = "burst", _("One of many answers at once")
    DUPLICATE = "duplicate", _("The same words as another answer")
    SCRIPTED = "scripted", _("One of many that are alike in every answer")
    CODE_FARMED = "code_farmed", _("A code with far more answers than others, many of them doubtful")


class CallOutcome(TextChoices):
    """How a telephone call ended: final dispositions of the AAPOR Standard Definitions (10th edition, 2023)."""

    COMPLETE = "1.1", _("Interview complete")
    REFUSAL = "2.11", _("Refused to take part")
    BREAK_OFF = "2.12", _("Broken off before the end")
    NEVER_AVAILABLE = "2.21", _("The person asked for is not there; call again")
    MACHINE = "2.22", _("Answering machine only")
    UNABLE = "2.32", _("Cannot answer for reasons of health")
    LANGUAGE = "2.33", _("No common language")
    NOT_ATTEMPTED = "3.11", _("Never called")
    BUSY = "3.12", _("Always busy")
    NO_ANSWER = "3.13", _("Nobody picks up")
    BLOCKED = "3.15", _("Blocked as a nuisance call")
    NOT_WORKING = "4.31", _("The number is not in use")
    ORGANISATION = "4.51", _("A company or office, no household")
    NOT_ELIGIBLE = "4.70", _("Nobody here whom the survey is for")


class DeliveryState(TextChoices):
    """Where a contractor's file stands."""

    TRIED = "tried", _("Read without fault, not handed on yet")
    WAITING = "waiting", _("Waiting for the second person")
    TAKEN = "taken", _("Taken in")
    REFUSED = "refused", _("Sent back")


class DeliveryStep(StrEnum):
    TRY = "try"
    HAND_ON = "hand_on"
    CONFIRM = "confirm"
    REFUSE = "refuse"


class BatchState(TextChoices):
    KEYING = "keying", _("Being keyed")
    ENTERED = "entered", _("Entered as answers")


class BatchStep(StrEnum):
    ENTER = "enter"


class FlagState(TextChoices):
    OPEN = "open", _("To be decided")
    KEPT = "kept", _("Counted")
    EXCLUDED = "excluded", _("Not counted")


class FlagStep(StrEnum):
    KEEP = "keep"
    EXCLUDE = "exclude"
    REOPEN = "reopen"


class Layer(TextChoices):
    RAW = "raw", _("All answers")
    CLEANED = "cleaned", _("After checks")


class EstimateState(TextChoices):
    PREPARED = "prepared", _("Waiting for the second person")
    PUBLISHED = "published", _("Published for all")
    REFUSED = "refused", _("Sent back")


class EstimateStep(StrEnum):
    PREPARE = "prepare"
    PUBLISH = "publish"
    REFUSE = "refuse"


class UnclearCounts(TextChoices):
    EXCLUDED = "excluded", _("Left out, and told apart")
    AS_NO = "as_no", _("Count as no")


class WeightMethod(TextChoices):
    UNWEIGHTED = "unweighted", _("None: every answer counts the same")
    RAKE = "rake", _("To the population by each of the dimensions (raking)")
    POSTSTRATIFY = "poststratify", _("To the population by one dimension (post-stratification)")
    CALIBRATE = "calibrate", _("To the population, with weights close to one (calibration)")


class Verdict(TextChoices):
    LOWER_BOUND_MEETS = "lower_bound_meets", _("Meets the target, also at the lower bound")
    POINT_MEETS = "point_meets", _("The figure meets the target, the lower bound does not")
    NOT_MET = "not_met", _("Does not meet the target")
    NO_TARGET = "no_target", _("Has no target of its own")
    TOO_FEW = "too_few", _("Too few answers")
