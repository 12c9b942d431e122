"""What it takes, for everyone to read: the rubric of each kind of unit in plain words."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cells.queries.rules import published_rubrics, readable_rubric
from cells.results.requirements import required_of
from portal.cms.pagecache import shared


@require_safe
@shared
def rubric_list(request):
    return render(request, "cells/rubric_list.html", {"page_title": _("What it takes"), "rows": published_rubrics()})


@require_safe
@shared
def rubric_show(request, kind, version=None):
    """The version in force, or an earlier one: a certificate names the one it rests on."""
    row = readable_rubric(kind, version)
    if row is None:
        raise Http404
    context = {"page_title": _("What it takes: %(kind)s") % {"kind": row.unit_type.label}, "rubric": row}
    return render(request, "cells/rubric_show.html", context | required_of(row))
