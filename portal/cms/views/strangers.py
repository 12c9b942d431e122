"""Forms of strangers: no cookie stands behind them."""

from functools import wraps

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from portal.cms.views.errors import csrf_failure
from portal.cms.views.own_page import is_own_page


def for_strangers(view):
    """A form that anybody may send: whoever has no session has nothing that a page elsewhere could use for itself.

    So the browser's own word is enough, and a browser that keeps no cookies can send too. With a session Django's token
    decides, as everywhere.
    """
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def checked(request, *args, **kwargs):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return guarded(request, *args, **kwargs)
        if request.method == "POST" and not is_own_page(request):
            return csrf_failure(request, "the form did not stand on a page of ours")
        return view(request, *args, **kwargs)

    return checked
