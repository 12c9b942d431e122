from portal.home.operations.calendar import ask_for_calendar, enter_year
from portal.home.operations.checking import check_pages
from portal.home.operations.feedback import (
    answer_feedback,
    hand_over_feedback,
    leave_feedback,
    pass_on_feedback,
    reopen_feedback,
    settle_feedback,
)
from portal.home.operations.leaving import leave
from portal.home.operations.retention import forget_feedback
from portal.home.operations.site import build_site

__all__ = [
    "answer_feedback",
    "ask_for_calendar",
    "build_site",
    "check_pages",
    "enter_year",
    "forget_feedback",
    "hand_over_feedback",
    "leave",
    "leave_feedback",
    "pass_on_feedback",
    "reopen_feedback",
    "settle_feedback",
]
