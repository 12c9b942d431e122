"""The words by which rows of the directory and their like are known."""

from collections.abc import Iterable

from portal.directory.models import Labelled


def options(rows: Iterable[Labelled]) -> list[tuple[object, tuple[str, ...]]]:
    """Each row with its names, in the language of the page first, and its code."""
    return [
        (row.pk, tuple(filter(None, (row.label, row.name, row.name_en, getattr(row, "official_name", ""), row.code))))
        for row in rows
    ]
