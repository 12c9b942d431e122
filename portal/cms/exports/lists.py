"""Wagtail's own files go the one way out; no cell of a CSV is a formula, and Excel reads the Chinese (INJ-03).

Its lists answer an address with `export=` by a file. Here they answer with the question what it is for, and the file
comes when that is answered; its XLSX cells are text already.
"""

from functools import partial
from io import BytesIO

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.ledger.exporting import Offer, Rows, hand_out
from portal.spreadsheets import MARK, guarded

_streamed = SpreadsheetExportMixin.stream_csv


def write_csv_row(view, writer, row):
    cells = {name: view.preprocess_field_value(name, value, view.FORMAT_CSV) for name, value in row.items()}
    return writer.writerow({name: guarded("" if cell is None else cell) for name, cell in cells.items()})


def stream_csv(view, queryset):
    yield MARK.encode()
    yield from _streamed(view, queryset)


def as_spreadsheet(view, queryset, spreadsheet_format):
    # Some reports hand over a plain list, of rows of several kinds.
    asked, model = view.request.GET, getattr(queryset, "model", None)
    offer = Offer(
        name="cms",
        title=str(view.page_title),
        file=view.get_filename(),
        subject=model._meta.label_lower if model else f"cms:{view.get_filename()}",
        rows=lambda _asked: queryset,
        writers={spreadsheet_format: partial(_written, view, model, spreadsheet_format)},
        filters={name: ",".join(asked.getlist(name)) for name in asked if name not in {"export", "p"}},
    )
    return hand_out(view.request, offer)


def _written(view, model, spreadsheet_format, rows: Rows):
    if model:
        rows.model = model  # Wagtail asks the rows for it, to head the columns
    if spreadsheet_format == view.FORMAT_CSV:
        return stream_csv(view, rows)
    file = BytesIO()
    view.write_xlsx(rows, file)
    return [file.getvalue()]


def post(view, request, *args, **kwargs):
    """The answer to the question; these lists take no other form."""
    if not view.is_export:
        return view.http_method_not_allowed(request, *args, **kwargs)
    return view.get(request, *args, **kwargs)


def guard() -> None:
    mixin = SpreadsheetExportMixin
    mixin.write_csv_row, mixin.stream_csv, mixin.as_spreadsheet, mixin.post = (
        write_csv_row,
        stream_csv,
        as_spreadsheet,
        post,
    )
