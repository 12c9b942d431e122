"""Before the rules are changed: what would change, who keeps the rules as they are, whom the new ones meet."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cells.results.foresight import foreseen

# One press goes on, the other goes back to the form with all that was typed.
UNDERSTOOD, AGAIN = "understood", "again"
OURS = {UNDERSTOOD, AGAIN, "csrfmiddlewaretoken"}


def wants_back(request: HttpRequest) -> bool:
    return request.method == "POST" and AGAIN in request.POST


def shown_before(
    request: HttpRequest, row: Model, values: Mapping[str, Any], kinds: QuerySet, text: str = ""
) -> HttpResponse | None:
    """The page to confirm; nothing once it was, or where nothing changes. What changed meanwhile is shown anew."""
    facts = foreseen(row, values, kinds)
    if not facts or request.POST.get(UNDERSTOOD) == facts["digest"]:
        return None
    typed = [(name, value) for name, found in request.POST.lists() if name not in OURS for value in found]
    # A file is not sent twice: what it said goes on as a text.
    facts |= {"sent": [("text", text)] if text else typed, "header_title": _("What this change meets")}
    return render(request, "cells/admin/rules_change.html", facts)
