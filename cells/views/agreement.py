"""How far evaluators agree, for the district office."""

from django.contrib.auth import get_user_model
from django.db.models import F
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cells.forms.decision import BatchForm
from cells.models import Decision
from cells.queries.applications import district_applications
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import today


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def agreement_show(request):
    from cells.results.agreement import agreement_of, judged  # noqa: PLC0415 - megabytes that most workers never need

    form = BatchForm(request.GET or None)
    batch = form.cleaned_data["batch"] if form.is_valid() else None
    frozen = list(_frozen(request, batch))
    levels = max((len(entry["level_scheme"]["levels"]) for entry in frozen), default=0)
    found = agreement_of(map(judged, frozen), levels)
    context = {"page_title": _("Agreement of evaluators"), "form": form, "found": found, "batch": batch}
    context |= {"rows": _named(found.leniencies), "year": today().year}
    return render(request, "cells/agreement_show.html", context)


def _named(leniencies) -> list[dict]:
    """By name: no order of the figures."""
    people = get_user_model().objects.filter(public_id__in=[item.evaluator for item in leniencies])
    names = {str(person.public_id): str(person) for person in people}
    rows = [{"name": names.get(item.evaluator, ""), "row": item} for item in leniencies]
    return sorted(rows, key=lambda row: row["name"])


def _frozen(request, batch):
    """What the decisions of a batch froze; without a batch, those of this year."""
    rows = Decision.objects.filter(application__in=district_applications(request.user))
    rows = rows.filter(number=F("application__reopened") + 1)
    if batch:
        # In one filter: of the very entry that published it.
        rows = rows.filter(application__notice_entries__batch=batch, application__notice_entries__number=F("number"))
    else:
        rows = rows.filter(decided_at__year=today().year)
    return rows.order_by("pk").values_list("frozen", flat=True)
