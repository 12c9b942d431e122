"""What a change of the rules would change, and whom it meets."""

from collections.abc import Mapping
from typing import Any

import yaml
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from cells.queries.rules import reach_of
from portal.procedure.digests import digest_of


def foreseen(row: Model, values: Mapping[str, Any], kinds: QuerySet) -> dict[str, Any]:
    """For the page: each setting before and after, whom that meets, and a hash of it; nothing where nothing changes."""
    changes = list(_changes(type(row).objects.get(pk=row.pk), values))
    if not changes:
        return {}
    digest = digest_of([[str(label), before, after] for label, before, after in changes])
    return {"row": row, "changes": changes, "reach": reach_of(kinds), "digest": digest}


def _changes(stored: Model, values: Mapping[str, Any]):
    for name, value in values.items():
        field, before = stored._meta.get_field(name), getattr(stored, name)
        after = value if isinstance(value, Model) else field.to_python(value)
        if before != after:
            yield field.verbose_name, _words(before), _words(after)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict | list):
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=80).strip()
    return str(value)
