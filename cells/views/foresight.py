"""Before the rules are changed: what would change, who keeps the rules as they are, whom the new ones meet."""

from collections.abc import Mapping
from typing import Any

import yaml
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cells.queries.rules import reach_of
from cells.rubric.definition import digest_of

# One press goes on, the other goes back to the form with all that was typed.
UNDERSTOOD, AGAIN = "understood", "again"


def wants_back(request: HttpRequest) -> bool:
    return request.method == "POST" and AGAIN in request.POST


def shown_before(
    request: HttpRequest,
    row: Model,
    values: Mapping[str, Any],
    kinds: QuerySet,
    carried: Mapping[str, str] | None = None,
) -> HttpResponse | None:
    """The page to confirm; nothing once it was, or where nothing changes. What changed meanwhile is shown anew."""
    stored = type(row).objects.get(pk=row.pk)
    fields = {name: stored._meta.get_field(name) for name in values}
    after = {
        name: value if isinstance(value, Model) else fields[name].to_python(value) for name, value in values.items()
    }
    changes = [
        (fields[name].verbose_name, _words(getattr(stored, name)), _words(value))
        for name, value in after.items()
        if getattr(stored, name) != value
    ]
    digest = digest_of([[str(label), before, after] for label, before, after in changes])
    if not changes or request.POST.get(UNDERSTOOD) == digest:
        return None
    sent = [(name, value) for name, found in request.POST.lists() for value in found]
    context = {
        "header_title": _("What this change meets"),
        "row": row,
        "changes": changes,
        "reach": reach_of(kinds),
        "digest": digest,
        "sent": list(carried.items()) if carried else [pair for pair in sent if pair[0] not in _ours()],
    }
    return render(request, "cells/admin/rules_change.html", context)


def _ours() -> set[str]:
    return {UNDERSTOOD, AGAIN, "csrfmiddlewaretoken"}


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict | list):
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=80).strip()
    return str(value)
