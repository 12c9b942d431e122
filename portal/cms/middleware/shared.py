"""Pages kept for strangers (portal.cms.pagecache), in the way of a request."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse, HttpResponseNotModified

from portal.cms.frame import modes
from portal.cms.pagecache import PAGES, is_plain_query

# Whoever names himself by a header is no stranger.
PERSONAL = "Authorization"


def shared_pages(get_response):
    """Strangers get a page that was drawn a moment ago for another stranger (portal.cms.pagecache)."""

    def middleware(request):
        key = _shared_key(request)
        kept = PAGES.get(key) if key else None
        if kept is not None:
            return _answer(request, kept)
        era = PAGES.era
        try:
            response = get_response(request)
            if key and _can_be_kept(request, response):
                headers = tuple(response.items())
                kept = PAGES.put(key, response.content, headers, era)
                return _answer(request, kept) if kept else response
            return response
        finally:
            if key:
                PAGES.done(key)

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
