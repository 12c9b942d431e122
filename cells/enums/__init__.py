"""Every state and kind of the certification scheme, with its label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted, waiting for street pre-review")
    RETURNED = "returned", _("Returned, waiting for correction")
    PREREVIEWED = "prereviewed", _("Pre-reviewed, waiting for acceptance")
    ACCEPTED = "accepted", _("Accepted, waiting for evaluators")
    EVALUATING = "evaluating", _("Under evaluation")
    EVALUATED = "evaluated", _("Evaluated, waiting for decision")
    PROPOSED = "proposed", _("Proposed for certification")
    IN_NOTICE = "in_notice", _("In public notice")
    OBJECTED = "objected", _("Objection being looked into")
    CERTIFIED = "certified", _("Certified")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by the unit")


class StepName(TextChoices):
    SUBMIT = "submit", _("Submit self-assessment")
    RESUBMIT = "resubmit", _("Submit correction")
    WITHDRAW = "withdraw", _("Withdraw application")
    PREREVIEW_ACCEPT = "prereview_accept", _("Pre-review passed")
    PREREVIEW_RETURN = "prereview_return", _("Return for correction")
    PREREVIEW_REFUSE = "prereview_refuse", _("Refuse at pre-review")
    LAPSE = "lapse", _("Close: not corrected in time")
    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline to accept")
    ASSIGN = "assign", _("Assign evaluators")
    ASSIGN_MORE = "assign_more", _("Assign a further evaluator")
    EVALUATE = "evaluate", _("Save evaluation")
    FINISH_EVALUATION = "finish_evaluation", _("All evaluations are in")
    CALL_AGAIN = "call_again", _("Call a further evaluation")
    GRANT = "grant", _("Propose for certification")
    REFUSE = "refuse", _("Refuse")
    OPEN_NOTICE = "open_notice", _("Open public notice")
    OBJECT = "object", _("Object")
    DISMISS_OBJECTION = "dismiss_objection", _("Dismiss objection")
    UPHOLD_OBJECTION = "uphold_objection", _("Uphold objection")
    CERTIFY = "certify", _("Issue certificate")
    REOPEN = "reopen", _("Reopen the decision")
    RECONSIDER = "reconsider", _("Objection upheld: decide anew")
    RESUME = "resume", _("Appeal upheld: decide anew")
    READMIT = "readmit", _("Appeal upheld: back to acceptance")


class CertificateState(TextChoices):
    VALID = "valid", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")


class Standing(TextChoices):
    """What a certificate is worth on a day: its state, and what the calendar makes of it."""

    VALID = "valid", _("Valid")
    DUE = "due", _("Valid, due for recheck")
    SUSPENDED = "suspended", _("Suspended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    REPLACED = "replaced", _("Replaced")
    UNKNOWN = "unknown", _("Unknown")


class CertificateStep(TextChoices):
    SUSPEND = "suspend", _("Suspend")
    REINSTATE = "reinstate", _("Reinstate")
    WITHDRAW = "withdraw", _("Withdraw the certificate")
    REPLACE = "replace", _("Replace")
    RESTORE = "restore", _("Restore after an appeal")


class RubricState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("In force")
    RETIRED = "retired", _("Retired")


class Bucket(TextChoices):
    """The kinds of unit that indicator 41 of the plan names."""

    OFFICE = "office", _("Government office")
    ENTERPRISE = "enterprise", _("Enterprise or public institution")
    RESTAURANT = "restaurant", _("Restaurant or hotel")
    MALL = "mall", _("Shopping mall")
    MARKET = "market", _("Farmers' market")
    COMMUNITY = "community", _("Community")
    VILLAGE = "village", _("Town or village")


class CriterionKind(TextChoices):
    GATE = "gate", _("Gate")
    NORMAL = "normal", _("Scored")
    BONUS = "bonus", _("Bonus")


class MethodKind(TextChoices):
    GATE = "gate", _("Gate: not met means refused")
    ALL_OR_NONE = "all_or_none", _("All or none")
    DEDUCT = "deduct", _("Points off for each finding")
    TIERED = "tiered", _("By tier")
    COUNT = "count", _("Points for each, up to a cap")
    RATE = "rate", _("By rate")


class EvidenceKind(TextChoices):
    DOC = "doc", _("Rules or document")
    LEDGER = "ledger", _("Records book")
    CONTRACT = "contract", _("Agreement or contract")
    PHOTO = "photo", _("Photo of the site")
    STAT = "stat", _("Statistics")
    RECORD = "record", _("Record of activity or training")
    ONSITE = "onsite", _("Check on site")
    ASK = "ask", _("Questions asked on site")
    CERT = "cert", _("Certificate or permit")
    LINK = "link", _("Public report")


class MarkState(TextChoices):
    UNANSWERED = "unanswered", _("Not filled in")
    GIVEN = "given", _("Filled in")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")
    ABSTAINED = "abstained", _("Abstained")  # an evaluator's alone, who cannot judge this item


class LossReason(TextChoices):
    """Why points were lost; the label takes the values that the arithmetic hands over."""

    UNANSWERED = "unanswered", _("not filled in")
    NOT_MET = "not_met", _("not met")
    FOUND = "found", _("%(found)s found, %(step)s points off each")
    CHOSEN = "chosen", _("a lower tier applies")
    MISSING_PARTS = "missing_parts", _("%(missing)s of %(total)s parts missing")
    COUNTED = "counted", _("%(counted)s counted, %(each)s points each")
    MEASURED = "measured", _("%(measured)s measured, a lower tier applies")
    BELOW_TARGET = "below_target", _("%(measured)s %% reached, %(target)s %% required")
    SHARE = "share", _("%(measured)s %% reached, points in proportion")
    PANEL = "panel", _("mean of the evaluators")


class Shortcoming(TextChoices):
    """Why a level was not reached."""

    GATE_FAILED = "gate_failed", _("Gate not met: %(name)s")
    GATE_UNANSWERED = "gate_unanswered", _("Gate not filled in: %(name)s")
    TOTAL_BELOW = "total_below", _("Total %(value)s is below %(limit)s")
    BLOCK_BELOW = "block_below", _("%(name)s reaches %(value)s %%, below the floor of %(limit)s %%")
    LOWER_LEVEL_FAILED = "lower_level_failed", _("The level below is not reached; bonus points cannot make up for it")


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    SUBMITTED = "submitted", _("Submitted")
    RECUSED = "recused", _("Recused")


class Outcome(TextChoices):
    GRANTED = "granted", _("Proposed for certification")
    REFUSED = "refused", _("Refused")


class BatchState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ObjectionState(TextChoices):
    OPEN = "open", _("Being looked into")
    DISMISSED = "dismissed", _("Dismissed")
    UPHELD = "upheld", _("Upheld")


class CheckResult(TextChoices):
    PASSED = "passed", _("Passed")
    RECTIFY = "rectify", _("To be rectified")
    FAILED = "failed", _("Failed")


class Impression(TextChoices):
    """What a resident sees beside a plaque."""

    FINE = "fine", _("As it should be")
    SORTING = "sorting", _("Waste is not sorted")
    BINS = "bins", _("Bins missing, dirty or unlabelled")
    SINGLE_USE = "single_use", _("Single-use things are handed out")
    ELSEWHERE = "elsewhere", _("The plaque hangs at another unit")


class AppealState(TextChoices):
    OPEN = "open", _("Being looked into")
    DISMISSED = "dismissed", _("Appeal dismissed")
    UPHELD = "upheld", _("Appeal upheld")


class AwardState(TextChoices):
    """Of an award on paper that was entered."""

    OPEN = "open", _("Waiting for a second person")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Entry refused")


class PickReason(TextChoices):
    """Why a certificate is rechecked; the label takes what the reason rests on."""

    INTERVAL = "interval", _("%(months)s months since the last check, %(most)s at most")
    ENDING = "ending", _("ends on %(day)s")
    RECTIFIED = "rectified", _("something had to be rectified at the last check")
    LOOKS = "looks", _("residents saw something wrong on %(days)s days")
    MARGIN = "margin", _("decided %(margin)s points above the threshold")
    OBJECTED = "objected", _("someone had objected during the notice")
    RANDOM = "random", _("drawn at random: place %(place)s of %(drawn)s")


class MemberRole(TextChoices):
    OWNER = "owner", _("First contact")
    MEMBER = "member", _("Member")


class DiscreditKind(TextChoices):
    """What bars a unit for the scheme's window; words of the schemes of other cities (domain notes, part 2)."""

    DISCREDIT = "discredit", _("Serious discredit")
    DUMPING = "dumping", _("Waste dumped illegally")
    PENALTY = "penalty", _("Environmental penalty")
    FORGERY = "forgery", _("Forged application")
    COMPLAINT = "complaint", _("Complaint upheld")


class TakeoverState(TextChoices):
    OPEN = "open", _("Waiting for the street")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class CorrectionState(TextChoices):
    OPEN = "open", _("Waiting for a second person")
    APPROVED = "approved", _("Corrected")
    REFUSED = "refused", _("Left as it is")
