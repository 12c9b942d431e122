"""What every page knows: how it looks to this visitor, the ways through the site, its owner."""

from django.conf import settings

from portal.cms import modes, navigation


def face(request):
    return {
        **modes.chosen(request),
        **navigation.for_request(request),
        "is_demonstration": settings.PORTAL_DEMO_MARK.exists(),
        "footer": settings.PORTAL_FOOTER,
        "request_id": getattr(request, "request_id", ""),
    }
