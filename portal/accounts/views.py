"""Every other door that takes a password leads to the one door."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse


def one_door(request, **_asked):
    """Whoever is sent here although signed in lacks the right; signing in again would only send them round."""
    if request.user.is_authenticated:
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('account_login')}{'?' if query else ''}{query}")
