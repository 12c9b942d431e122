"""What every response carries: its request's id, the content policy, and no surprises from headers."""

import secrets

from django.conf import settings
from django.utils.cache import patch_vary_headers

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
LANGUAGE_HEADER_LIMIT = 200


def request_id(get_response):
    def middleware(request):
        request.request_id = secrets.token_hex(8)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def content_policy(get_response):
    def middleware(request):
        response = get_response(request)
        policy = EDITING if request.path_info.startswith(settings.PORTAL_CMS_PATH) else STRICT
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
        if policy is EDITING:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware


def short_language_header(get_response):
    """A language header of kilobytes is no language."""

    def middleware(request):
        if len(request.META.get("HTTP_ACCEPT_LANGUAGE", "")) > LANGUAGE_HEADER_LIMIT:
            request.META["HTTP_ACCEPT_LANGUAGE"] = ""
        return get_response(request)

    return middleware


def vary_on_modes(get_response):
    """Pages wear the visitor's size and contrast (portal.cms.modes), so caches keep them apart."""

    def middleware(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware
