from campaigns.operations.closing import close_quarter, freeze_rules
from campaigns.operations.estates import lapse_estate, propose_estate, recognise_estate, tell_estate
from campaigns.operations.filing import (
    Filing,
    OtherFactsError,
    Proof,
    plan_event,
    report_event,
    resubmit_event,
    revise_event,
)
from campaigns.operations.importing import Entry, import_events
from campaigns.operations.likeness import compare_photos
from campaigns.operations.partners import answer_as_partner
from campaigns.operations.taking_part import cancel_registration, check_in, leave_impression, register
from campaigns.operations.telling import tell_event
from campaigns.operations.verification import return_event, verify_event, verify_events, withdraw_event
from campaigns.operations.warning import remind_to_close, warn_areas

__all__ = [
    "Entry",
    "Filing",
    "OtherFactsError",
    "Proof",
    "answer_as_partner",
    "cancel_registration",
    "check_in",
    "close_quarter",
    "compare_photos",
    "freeze_rules",
    "import_events",
    "lapse_estate",
    "leave_impression",
    "plan_event",
    "propose_estate",
    "recognise_estate",
    "register",
    "remind_to_close",
    "report_event",
    "resubmit_event",
    "return_event",
    "revise_event",
    "tell_estate",
    "tell_event",
    "verify_event",
    "verify_events",
    "warn_areas",
    "withdraw_event",
]
