"""Entering many organisations from one table: first tried, then entered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.batch import COLUMNS, OPTIONAL, BatchForm, check_rows, signed, unsigned
from cells.operations.batch import import_organisations
from cells.views.guard import posted, stepwise
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.spreadsheets import MEDIA_TYPES, workbook


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
@stepwise
def organisation_import(request):
    """A table is shown row by row with what is wrong; a second press enters it, all or nothing."""
    if "table" in request.POST:
        return _enter(request)
    form = BatchForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _tried(request, form, form.cleaned_data["file"])
    return _page(request, form)


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def organisation_template(request):
    """An empty table with the names of the columns."""
    file = workbook(_("Units"), list(COLUMNS.values()), [])
    headers = {"Content-Disposition": 'attachment; filename="units.xlsx"'}
    return HttpResponse(file, content_type=MEDIA_TYPES["xlsx"], headers=headers)


def _tried(request, form, table):
    try:
        rows = check_rows(table)
    except ValidationError as error:
        form.add_error("file", error)
        return _page(request, form)
    faulty = [row for row in rows if row.errors]
    facts = {"rows": rows, "faulty": faulty, "table": "" if faulty else signed(table)}
    return _page(request, form, status=400 if faulty else 200, **facts)


def _enter(request):
    """What was tried is tried again: a code may have been registered meanwhile."""
    try:
        table = unsigned(request.POST["table"])
    except BadSignature:
        messages.error(request, _("This table is too old or was changed. Please choose the file again."))
        return redirect("cells:organisation-import")
    rows = check_rows(table)
    if any(row.errors for row in rows):
        return _tried(request, BatchForm(), table)
    made = import_organisations(actor=request.user, rows=[(row.fields, row.phone) for row in rows], now=now())
    messages.success(request, _("%(number)s units are registered.") % {"number": len(made)})
    return redirect("cells:decision-list")


def _page(request, form, *, status=None, **facts):
    columns = [{"label": label, "is_optional": name in OPTIONAL} for name, label in COLUMNS.items()]
    context = {"page_title": _("Register units from a table"), "form": form, "columns": columns, **facts}
    return render(request, "cells/organisation_import.html", context, status=status or (400 if form.errors else 200))
