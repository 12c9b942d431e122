"""What is due as a spreadsheet to fill in: one row a figure, with all that is known of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.board.forms.sheet import columns
from portal.board.results.rows import Row
from portal.board.results.words import target_words, unit_words
from portal.board.targets.kinds import KINDS
from portal.papers.writing import workbook_to_fill


def due_workbook(rows: Iterable[Row]) -> bytes:
    own = columns()
    example = {"number": _("Example: %(value)s") % {"value": 13}, "period": "2025", "value": 97.2}
    example |= {"source": _("Ledger of solid waste"), "method": _("Used amount divided by amount produced")}
    lines = [example, *map(_known, rows)]
    return workbook_to_fill(_("Figures to provide"), own, ([line.get(column.name) for column in own] for line in lines))


def _known(row: Row) -> dict[str, object]:
    return {
        "number": row.indicator.number,
        "name": row.indicator.label,
        "unit": unit_words(row.indicator) if "verdict" not in KINDS[row.target.kind].asks else "",
        "target": target_words(row),
        "period": str(row.due.period) if row.due else "",
    }
