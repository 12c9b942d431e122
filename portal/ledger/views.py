"""The auditor's screens."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.ledger.forms import EntryFilter
from portal.ledger.models import Entry
from portal.ledger.queries import checks, exports, head
from portal.ledger.results import changes_of, with_actors

PAGE_SIZE = 50


@require_role(Role.AUDITOR)
@require_safe
def entry_list(request):
    form = EntryFilter(request.GET)
    page = Paginator(form.chosen(), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "entries": with_actors(list(page.object_list)), "query": query.urlencode()}
    return render(request, "ledger/entry_list.html", {**context, "head": head(), "checks": checks()})


@require_role(Role.AUDITOR)
@require_safe
def entry_detail(request, sequence):
    entry = get_object_or_404(Entry, sequence=sequence)
    with_actors([entry])
    return render(request, "ledger/entry_detail.html", {"entry": entry, "changes": changes_of(entry)})


@require_role(Role.AUDITOR)
@require_safe
def export_list(request):
    page = Paginator(exports(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "ledger/export_list.html", {"page": page, "entries": with_actors(list(page.object_list))})
