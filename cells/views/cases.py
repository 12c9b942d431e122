"""All cases of an office: to filter, to page, to take out as a file."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.lists import CaseFilterForm
from cells.queries.cases import listed_cases, with_scores
from cells.views.guard import page_of
from portal.accounts.permissions import has_role, require_role
from portal.accounts.roles import Role
from portal.clock import today
from portal.ledger.exporting import Offer, hand_out
from portal.spreadsheets import csv_lines, workbook

OFFICES = (Role.STREET_OFFICER, Role.DISTRICT_REVIEWER)


@require_role(*OFFICES)
@require_safe
def case_list(request):
    form = CaseFilterForm(request.GET)
    rows = listed_cases(request.user, **form.filters())
    context = {"page_title": _("All applications"), "form": form, "route": _route(request), **page_of(request, rows)}
    return render(request, "cells/case_list.html", context)


@require_role(*OFFICES)
@require_http_methods(["GET", "HEAD", "POST"])
def case_export(request):
    """The list as it is filtered, all pages of it."""
    filters = CaseFilterForm(request.GET).filters()
    return hand_out(request, _offer(with_scores(listed_cases(request.user, **filters)), filters))


def _offer(rows, filters: dict) -> Offer:
    return Offer(
        name="cases",
        title=_("All applications as a file"),
        file=f"cells-{today()}",
        subject="cells.application",
        rows=lambda _asked: (_line(row) for row in rows.iterator(chunk_size=500)),
        writers={
            "xlsx": lambda lines: [workbook(_("Applications"), _head(), lines)],
            "csv": lambda lines: csv_lines(_head(), lines),
        },
        filters={name: getattr(value, "code", value) for name, value in filters.items()},
    )


def _route(request) -> str:
    """Where a line leads: to the desk of the district, or of the street."""
    is_district = has_role(request.user, Role.DISTRICT_REVIEWER)
    return "cells:decision-show" if is_district else "cells:review-show"


def _head() -> list[str]:
    return [
        _("Reference"), _("Unit"), _("Unified social credit code"), _("Kind of unit"), _("Town or street"), _("State"),
        _("Handed in at"), _("Due on"), _("Self-assessment"), _("Last change"),
    ]  # fmt: skip


def _line(row) -> list:
    organisation = row.organisation
    return [
        row.reference, organisation.name, organisation.code_words, row.kind_label,
        organisation.area.label, row.get_status_display(), row.submitted_at, row.due_on, _score(row), row.changed_at,
    ]  # fmt: skip


def _score(row):
    submissions = row.submissions.all()
    return submissions[len(submissions) - 1].score if submissions else None
