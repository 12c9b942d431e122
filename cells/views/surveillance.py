"""Whom this quarter's rechecks meet, for the district office."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cells.models import Scheme
from cells.operations.surveillance import draw_picks
from cells.queries.applications import district_certificates
from cells.queries.surveillance import open_appeals, open_rectifications, picks_of
from cells.results.certificates import reason_words
from cells.surveillance import quarter_of
from cells.views.guard import page_of
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today
from portal.directory.queries import passed_before


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def surveillance_show(request):
    if request.method == "POST":
        common = {"actor": request.user, "now": now()}
        count = sum(len(draw_picks(scheme=scheme, **common)) for scheme in Scheme.objects.all())
        messages.success(request, _("%(count)s certificates were added to this quarter's rechecks.") % {"count": count})
        return redirect("cells:surveillance-show")
    quarter = quarter_of(today())
    mine = {"certificate__in": district_certificates(request.user)}
    context = {
        "page_title": _("Rechecks of %(quarter)s") % {"quarter": quarter},
        "passed_before": passed_before(today()),
    }
    context |= _picked(request, picks_of(quarter).filter(**mine).order_by("check_made", "pk"))
    context |= {"rectifications": open_rectifications().filter(**mine), "appeals": open_appeals().filter(**mine)}
    return render(request, "cells/surveillance_show.html", context)


def _picked(request, picks) -> dict:
    paged = page_of(request, picks)
    rows = [{"pick": pick, "words": reason_words(pick)} for pick in paged["page"]]
    return paged | {"rows": rows, "seed": rows[0]["pick"].seed if rows else ""}
