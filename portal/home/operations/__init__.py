from portal.home.operations.feedback import answer_feedback, leave_feedback
from portal.home.operations.site import build_site

__all__ = ["answer_feedback", "build_site", "leave_feedback"]
