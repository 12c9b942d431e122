"""The one box of the desk."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.permissions import require_role
from portal.accounts.roles import STAFF_ROLES
from portal.home.results.desk import MOST, found_on_desk

LONGEST = 60


@require_safe
@require_role(*STAFF_ROLES)
def desk_find(request):
    words = request.GET.get("words", "")[:LONGEST].strip()
    found = found_on_desk(request.user, words)
    context = {"page_title": _("Find"), "words": words, "found": found, "most": MOST}
    return render(request, "home/desk_find.html", context)
