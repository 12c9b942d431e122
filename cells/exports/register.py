"""The public register as CSV and JSON."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from cells.exports.document import check_address
from cells.models import Certificate

# What a spreadsheet would take for a formula; an apostrophe before it keeps it text.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
BOM = "\ufeff"


class _Echo:
    def write(self, value: str) -> str:
        return value


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def register_csv(rows: Iterable[Certificate], *, on: date) -> Iterator[str]:
    """Line by line, for a response that streams; Excel takes it for UTF-8 by its first sign."""
    writer = csv.writer(_Echo())
    head = [_("Certificate number"), _("Holder"), _("Kind"), _("Place"), _("Level"), _("State")]
    yield BOM + writer.writerow([*head, _("Awarded on"), _("Valid until"), _("Trial draft"), _("Check page")])
    for row in rows:
        facts = facts_of(row, on=on)
        facts["is_draft"] = _("yes") if row.is_draft else _("no")
        yield writer.writerow([guarded(str(value)) for value in facts.values()])


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
        "unit_type": row.unit_type.label,
        "area": row.area.label,
        "level": row.level_label,
        "state": str(row.standing_on(on).label),
        "issued_on": row.issued_on.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "is_draft": row.is_draft,
        "check_page": check_address(row),
    }
