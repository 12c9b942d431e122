"""A correction of a unit in words."""

from typing import Any

from cells.models import Correction, Organisation


def told_correction(row: Correction) -> dict[str, Any]:
    """Each changed field under its label, as it stood and as it shall stand."""
    return {"row": row, "changes": [_change(name, row) for name in row.after]}


def _change(name: str, row: Correction) -> dict[str, str]:
    field = Organisation._meta.get_field(name)
    before, after = row.before[name], row.after[name]
    if field.related_model is not None:
        found = field.related_model.objects.in_bulk([int(key) for key in (before, after) if key])
        before, after = (found[int(key)].label if key and int(key) in found else "" for key in (before, after))
    elif field.choices:
        named = dict(field.choices)
        before, after = (str(named.get(text, "")) for text in (before, after))
    return {"label": str(field.verbose_name), "before": before, "after": after}
