"""For whoever watches the portal: whether it answers, whether it is ready, and how each thing stands."""

from ipaddress import ip_address

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.permissions import has_role, require_role
from portal.accounts.roles import Role
from portal.ledger.queries import checks
from portal.upkeep.queries.first_day import ADMINISTRATORS, rows_for
from portal.upkeep.results.labels import rows_of
from portal.upkeep.results.readiness import is_ready, report

PREPARERS = (*ADMINISTRATORS, Role.EDITOR)
# Whoever sets one of these has passed a request on: it does not come from this machine, whatever its address says.
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@require_safe
@never_cache
def health(request):
    """The process answers. Nothing else is asked: no database, no cache."""
    return HttpResponse("ok\n", "text/plain")


@require_safe
@never_cache
def ready(request):
    """Strangers learn whether, an administrator and this machine itself learn why not."""
    lines = report(clock.now())
    status, retry = (200, {}) if is_ready(lines) else (503, {"Retry-After": "10"})
    words = ["ready" if status == 200 else "not ready"]  # noqa: PLR2004
    if _is_from_here(request) or has_role(request.user, *ADMINISTRATORS):
        words += [line.text for line in lines]
    return HttpResponse("".join(f"{line}\n" for line in words), "text/plain", status=status, headers=retry)


def _is_from_here(request) -> bool:
    try:
        is_loopback = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_loopback and not any(name in request.headers for name in PASSED_ON)


@require_role(*PREPARERS)
@require_safe
def first_day_show(request):
    """What is missing before the portal opens, with the page where it is done."""
    rows = rows_for(request.user, clock.today())
    context = {
        "page_title": _("Before the portal opens"),
        "page_lead": _("What must be there on the first day, and where it is done."),
        "rows": rows,
        "missing": sum(bool(row.missing) for row in rows),
    }
    return render(request, "upkeep/first_day_show.html", context)


@require_role(*ADMINISTRATORS)
@require_safe
def state_show(request):
    """The same lines for people, with what to do."""
    lines = report(clock.now())
    context = {
        "page_title": _("State of the portal"),
        "page_lead": _("What the portal looks after by itself, and what it needs you for."),
        "rows": rows_of([line for line in lines if not line.duty]),
        "duties": rows_of([line for line in lines if line.duty]),
        "checks": checks(),
    }
    return render(request, "upkeep/state_show.html", context)
