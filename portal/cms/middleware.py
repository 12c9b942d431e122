"""What every response carries: its request's id, the content policy, and no surprises from headers."""

import re
import secrets

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from portal import heavy
from portal.cms import modes
from portal.cms.pagecache import PAGES, is_plain_query
from portal.cms.views.errors import refused
from portal.logs import REQUEST_ID
from portal.procedure.refusals import Refused
from portal.text import typed_text

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
LANGUAGE_HEADER_LIMIT = 200
REQUEST_ID_FORM = re.compile(r"[0-9A-Za-z-]{8,64}")
# What WeChat and senders of links add to an address; no page of ours reads it.
NOISE = re.compile(r"(?:^|&)(?:from=(?:singlemessage|groupmessage|timeline)|isappinstalled=\d|utm_\w+=[^&]*)(?=&|$)")
# Whoever names himself by a header is no stranger.
PERSONAL = "Authorization"
# How a form that was not taken is shown again; seconds after which it may be sent again.
FORM_AGAIN = frozenset({200, 400, 422})
COME_BACK = "15"


def request_id(get_response):
    def middleware(request):
        request.request_id = _given_id(request) or secrets.token_hex(8)
        REQUEST_ID.set(request.request_id)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def _given_id(request) -> str:
    """The id under which a proxy of ours has written the request down; a stranger's word is none."""
    given = request.headers.get("X-Request-ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if REQUEST_ID_FORM.fullmatch(given) else ""


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


def without_noise(get_response):
    """The address that was meant, without what WeChat hung to it: one page, one entry, one canonical link."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        if query:
            request.META["QUERY_STRING"] = NOISE.sub("", query).lstrip("&")
        return get_response(request)

    return middleware


def without_nul(get_response):
    """No address of ours holds the sign NUL, no database takes it in, and nobody can type it."""

    def middleware(request):
        if "\0" in request.path_info:
            raise BadRequest("NUL in the address")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return get_response(request)

    return middleware


class TypedText:
    """What views read of an address or a form is text that can be seen (portal.text); secrets stay as they were typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *view):
        request.GET = _as_typed(request.GET)
        if request.POST:
            request.POST = _as_typed(request.POST)


def _as_typed(sent: QueryDict) -> QueryDict:
    typed = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        typed.setlist(name, values if "password" in name else [typed_text(value) for value in values])
    typed._mutable = False  # noqa: SLF001 - as Django itself hands it over
    return typed


def shared_pages(get_response):
    """Strangers get a page that was drawn a moment ago for another stranger (portal.cms.pagecache)."""

    def middleware(request):
        key = _shared_key(request)
        kept = PAGES.get(key) if key else None
        if kept is not None:
            return _answer(request, kept)
        era = PAGES.era
        response = get_response(request)
        if key and _can_be_kept(request, response):
            headers = tuple(response.items())
            kept = PAGES.put(key, response.content, headers, era)
            return _answer(request, kept) if kept else response
        return response

    return middleware


def _shared_key(request) -> tuple | None:
    """What a stranger's page depends on; nothing for whoever is not a stranger."""
    if not settings.PORTAL_SHARED_PAGES or request.method not in {"GET", "HEAD"} or hasattr(request, "is_dummy"):
        return None
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or CookieStorage.cookie_name in cookies:
        return None
    query = request.META.get("QUERY_STRING", "")
    if not is_plain_query(query) or PERSONAL in request.headers:
        return None
    look = modes.chosen(request)
    # get_host refuses a host that is not ours before anything is looked up.
    return (request.get_host(), request.is_secure(), request.path, query, *look.values())


def _can_be_kept(request, response) -> bool:
    return (
        getattr(response, "is_shared", False)
        and request.method == "GET"
        and response.status_code == 200  # noqa: PLR2004
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
        # A page that holds a token holds that visitor's own.
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
    )


def _answer(request, kept) -> HttpResponse:
    if request.headers.get("If-None-Match") == kept.etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(kept.body, headers=dict(kept.headers))
    response.headers["ETag"] = kept.etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Accel-Expires"] = "1"
    return response
