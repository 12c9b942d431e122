from campaigns.operations.closing import close_quarter, freeze_rules
from campaigns.operations.filing import (
    Filing,
    Proof,
    StaleEventError,
    plan_event,
    report_event,
    resubmit_event,
    revise_event,
)
from campaigns.operations.importing import Entry, import_events
from campaigns.operations.likeness import compare_photos
from campaigns.operations.verification import return_event, verify_event, withdraw_event
from campaigns.operations.warning import warn_areas

__all__ = [
    "Entry",
    "Filing",
    "Proof",
    "StaleEventError",
    "close_quarter",
    "compare_photos",
    "freeze_rules",
    "import_events",
    "plan_event",
    "report_event",
    "resubmit_event",
    "return_event",
    "revise_event",
    "verify_event",
    "warn_areas",
    "withdraw_event",
]
