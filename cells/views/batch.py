"""Entering many organisations from one table: first tried, then entered."""

from django.db import IntegrityError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.batch import asked_units, columns, judged_units
from cells.operations.batch import import_organisations
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.papers.views import ChangedMeanwhileError, Door, table_import
from portal.papers.writing import example, workbook_to_fill
from portal.spreadsheets import MEDIA_TYPES


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_import(request):
    """A table is shown row by row; a second press enters what is right."""
    return table_import(request, UNITS)


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def organisation_template(request):
    """A table with the names of the columns, the words to choose from and an example."""
    own = columns()
    file = workbook_to_fill(_("Units"), own, [example(own)])
    headers = {"Content-Disposition": 'attachment; filename="units.xlsx"'}
    return HttpResponse(file, content_type=MEDIA_TYPES["xlsx"], headers=headers)


def _keep(request, rows) -> str:
    try:
        made = import_organisations(actor=request.user, rows=[row.entry for row in rows], now=now())
    except IntegrityError as error:  # registered in the same moment
        raise ChangedMeanwhileError from error
    return _("%(number)s units are registered.") % {"number": len(made)}


UNITS = Door(
    name="cells.units",
    title=gettext_lazy("Register units from a table"),
    done="cells:decision-list",
    files=(("cells:organisation-template", gettext_lazy("Table to fill in (XLSX)")),),
    asked=lambda request: asked_units(),
    judge=lambda request, table, rows: judged_units(table, rows),
    keep=_keep,
    context=lambda request: {"breadcrumb": [{"label": _("Decisions"), "url": reverse("cells:decision-list")}]},
)
