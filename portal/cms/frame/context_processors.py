"""What every page knows: how it looks to this visitor, the ways through the site, its owner."""

from django.conf import settings

from portal.cms.frame import modes, navigation


def face(request):
    return {
        **modes.chosen(request),
        **navigation.for_request(request),
        "is_demonstration": settings.PORTAL_DEMO_MARK.exists(),
        "footer": settings.PORTAL_FOOTER,
        # Until a sign-in ends by itself (portal.accounts.middleware); strangers have none.
        "session_seconds": getattr(request, "session_seconds", None),
        "request_id": getattr(request, "request_id", ""),
    }
