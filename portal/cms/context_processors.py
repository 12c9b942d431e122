from django.conf import settings

MODES = ("normal", "elder", "extra")
CONTRASTS = ("normal", "high", "dark")


def face(request):
    """How the page looks to this visitor, and what the footer says of its owner."""
    mode, contrast = request.COOKIES.get("mode", ""), request.COOKIES.get("contrast", "")
    return {
        "mode": mode if mode in MODES else "normal",
        "contrast": contrast if contrast in CONTRASTS else "normal",
        "footer": settings.PORTAL_FOOTER,
        "request_id": getattr(request, "request_id", ""),
    }
