"""The page of display settings: sets two cookies and goes back to where one was."""

from urllib.parse import urlsplit

from django.http import HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.cms import modes


def _own(request, url: str) -> str:
    """An address of this host, or the front door."""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()) else "/"


def _foreign(request) -> bool:
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


# No token: it would put a cookie on every public page. Nothing but a display choice can be changed here,
# and a foreign origin is refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mode_set(request):
    if request.method != "POST":
        back = _own(request, request.GET.get("next", ""))
        return render(request, "cms/mode_set.html", {"next": back, "modes": modes.MODES, "contrasts": modes.CONTRASTS})
    if _foreign(request):
        return HttpResponseForbidden()
    response = redirect(_own(request, request.POST.get("next", "")))
    modes.keep(response, request.POST, secure=request.is_secure())
    return response
