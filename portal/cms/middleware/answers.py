"""What every answer carries: the content policy; and the pages that say what was refused, or is busy."""

from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from portal import heavy
from portal.cms.views.errors import refused
from portal.procedure.refusals import Refused

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# Wagtail's editing screens start their widgets by inline script and style; they are for editors only.
EDITING = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# A draft beside its editor: as strict as the page will be, and framed by our own origin alone.
PREVIEW = STRICT.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# How a form that was not taken is shown again; seconds after which it may be sent again.
FORM_AGAIN = frozenset({200, 400, 422})
COME_BACK = "15"


def content_policy(get_response):
    def middleware(request):
        response = get_response(request)
        policy = _policy(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
        if policy is EDITING:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware


def _policy(request) -> str:
    # Wagtail's preview view says so on the request that it makes up for the page; no visitor can.
    if getattr(request, "in_preview_panel", False):
        return PREVIEW
    return EDITING if request.path_info.startswith(settings.PORTAL_CMS_PATH) else STRICT


def heavy_work(get_response):
    """503 and when to come back, where heavy work found too many waiting: a form in its words, or a page of ours."""

    def middleware(request):
        heavy.SENT_AWAY.set(False)
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if heavy.SENT_AWAY.get() and is_page and response.status_code in FORM_AGAIN:
            response.status_code = 503
        if response.status_code == 503 and heavy.SENT_AWAY.get():  # noqa: PLR2004
            response.headers.setdefault("Retry-After", COME_BACK)
        return response

    def answer(request, exception):
        return render(request, "busy.html", status=503) if isinstance(exception, heavy.BusyError) else None

    middleware.process_exception = answer
    return middleware


def refused_steps(get_response):
    """What an operation refuses is said by one page, whichever room it belongs to."""

    def middleware(request):
        return get_response(request)

    def answer(request, exception):
        return refused(request, exception) if isinstance(exception, Refused) else None

    middleware.process_exception = answer
    return middleware


def vary_on_modes(get_response):
    """Pages wear the visitor's size and contrast (portal.cms.frame.modes), so caches keep them apart."""

    def middleware(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
