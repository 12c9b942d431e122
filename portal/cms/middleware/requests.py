"""What views meet of a request: its id, and of what was typed the text."""

import re
import secrets

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import QueryDict

from portal.logs import REQUEST_ID
from portal.text import typed_text

LANGUAGE_HEADER_LIMIT = 200
REQUEST_ID_FORM = re.compile(r"[0-9A-Za-z-]{8,64}")
# What WeChat and senders of links add to an address; no page of ours reads it.
NOISE = re.compile(r"(?:^|&)(?:from=(?:singlemessage|groupmessage|timeline)|isappinstalled=\d|utm_\w+=[^&]*)(?=&|$)")


def request_id(get_response):
    def middleware(request):
        request.request_id = id_of(request.META)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def id_of(environ) -> str:
    """The id under which a proxy of ours has written the request down, else one of our own; a stranger's word is none."""
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    found = given if REQUEST_ID_FORM.fullmatch(given) else secrets.token_hex(8)
    REQUEST_ID.set(found)
    return found


def short_language_header(get_response):
    """A language header of kilobytes is no language."""

    def middleware(request):
        if len(request.META.get("HTTP_ACCEPT_LANGUAGE", "")) > LANGUAGE_HEADER_LIMIT:
            request.META["HTTP_ACCEPT_LANGUAGE"] = ""
        return get_response(request)

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
