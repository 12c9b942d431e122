"""The page of display settings: sets two cookies and goes back to where one was."""

from urllib.parse import urlsplit

from django.http import HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.cms.frame import modes

LONGEST = 2000  # an address; Django sends nobody to a longer one


def _own(request, url: str) -> str:
    """An address of this host, or the front door."""
    is_own = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if is_own and len(url) <= LONGEST else "/"


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
    response = HttpResponseRedirect(_own(request, request.POST.get("next", "")))
    modes.keep(response, request.POST, secure=request.is_secure())
    return response
