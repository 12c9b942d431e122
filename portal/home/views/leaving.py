"""Giving up one's own account."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cells.queries.organisations import kept_alone_by
from portal import clock
from portal.accounts.adapter import is_fresh
from portal.accounts.permissions import private
from portal.administration.operations import StillInOfficeError
from portal.home.forms import LeaveForm
from portal.home.operations import leave


def by_its_owner(view):
    """A form counts only from who has just signed in: many have no password that could be asked for again, and a phone
    left on a table must not be enough."""

    @wraps(view)
    def guarded(request):
        if request.method != "POST" or is_fresh(request):
            return view(request)
        logout(request)
        messages.info(request, _("Please sign in once more: only its owner may delete an account."))
        return redirect_to_login(request.get_full_path())

    return guarded


@private
@by_its_owner
@require_http_methods(["GET", "HEAD", "POST"])
def account_leave(request):
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            leave(actor=request.user, now=clock.now())
        except StillInOfficeError:
            form.add_error(None, _("You hold an office here: the security administrator takes it back first."))
        else:
            logout(request)
            messages.success(request, _("Your account is deleted."))
            return redirect("/")
    context = {"page_title": _("Delete my account"), "form": form, "alone": kept_alone_by(request.user)}
    return render(request, "home/account_leave.html", context)
