from portal.home.operations.checking import check_pages
from portal.home.operations.feedback import answer_feedback, leave_feedback
from portal.home.operations.site import build_site

__all__ = ["answer_feedback", "build_site", "check_pages", "leave_feedback"]
