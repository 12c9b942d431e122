"""The one door, to which every other leads, and staying signed in."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.accounts.permissions import private


def one_door(request, **_asked):
    """Whoever is sent here although signed in lacks the right; signing in again would only send them round."""
    if request.user.is_authenticated:
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('account_login')}{'?' if query else ''}{query}")


@private
@require_safe
def session(request):
    """Stay signed in: asking is enough. How many seconds are left from here."""
    return JsonResponse({"seconds": request.session_seconds})
