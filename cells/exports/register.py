"""The public register as CSV and JSON."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from cells.exports.document import check_address
from cells.models import Certificate
from portal.spreadsheets import csv_lines


def register_csv(rows: Iterable[Certificate], *, on: date) -> Iterator[str]:
    """Line by line, for a response that streams."""
    head = [_("Certificate number"), _("Holder"), _("Kind"), _("Place"), _("Level"), _("State")]
    head += [_("Awarded on"), _("Valid until"), _("Trial draft"), _("Check page"), _("Document number on paper")]
    return csv_lines(head, (_line(row, on) for row in rows))


def _line(row: Certificate, on: date) -> list[str]:
    facts = facts_of(row, on=on)
    return list((facts | {"is_draft": _("yes") if row.is_draft else _("no")}).values())


def register_json(rows: Iterable[Certificate], *, on: date) -> Iterator[str]:
    """One object with the day and the certificates, streamed."""
    yield f'{{"as_of": "{on.isoformat()}", "certificates": ['
    for number, row in enumerate(rows):
        facts = facts_of(row, on=on) | {"state": row.standing_on(on).value}
        yield (",\n" if number else "\n") + json.dumps(facts, ensure_ascii=False)
    yield "\n]}\n"


def facts_of(row: Certificate, *, on: date) -> dict:
    return {
        "number": row.number,
        "holder": row.holder,
        "unit_type": row.kind_label,
        "area": row.area.label,
        "level": row.level_label,
        "state": str(row.standing_on(on).label),
        "issued_on": row.issued_on.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "is_draft": row.is_draft,
        "check_page": check_address(row),
        "document_number": row.document_number,
    }
