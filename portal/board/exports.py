"""The board as data: the same row makes the page, the JSON and the line of the CSV."""

import csv
import io
import re

from portal.board.numbers import plain_number
from portal.board.results import Row

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
BOM = "\ufeff"


def record_of(row: Row) -> dict:
    """One indicator as plain data; numbers are text, so that no digit is lost."""
    indicator, latest = row.indicator, row.latest
    return {
        "plan": indicator.plan.code,
        "number": indicator.number,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "category": indicator.category,
        "subcategory": indicator.subcategory,
        "mandatory": indicator.mandatory,
        "unit": indicator.unit,
        "baseline": indicator.baseline_text,
        "target": indicator.target_text,
        "target_kind": row.target.kind.value,
        "target_operator": row.target.operator.value if row.target.operator else "",
        "target_value": plain_number(row.target.value),
        "state": row.state.value,
        "progress_percent": "" if row.percent is None else str(row.percent),
        **_figure(latest),
        "departments": [department.name for department in indicator.departments.all()],
        "late_since": row.due.due_on.isoformat() if row.due and row.due.is_late else "",
    }


def _figure(latest) -> dict:
    low, high = latest.interval if latest else (None, None)
    return {
        "value": plain_number(latest.value) if latest else "",
        "low": plain_number(low),
        "high": plain_number(high),
        "n": str(latest.result.get("n", "")) if latest else "",
        "verdict": latest.verdict if latest else "",
        "text": latest.text if latest else "",
        "period": latest.period if latest else "",
        "source": latest.source if latest else "",
        "observation": str(latest.public_id) if latest else "",
        "sha256": latest.content_hash if latest else "",
    }


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula is marked as text; numbers stay numbers."""
    if not isinstance(value, str) or not value.startswith(FORMULA_SIGNS):
        return value
    return value if _is_number(value) else f"'{value}"


def board_csv(rows: list[Row]) -> str:
    records = [record_of(row) for row in rows]
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(records[0] if records else [])
    for record in records:
        cells = (";".join(cell) if isinstance(cell, list) else cell for cell in record.values())
        writer.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()


def _is_number(value: str) -> bool:
    return NUMBER.fullmatch(value) is not None
