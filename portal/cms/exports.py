"""Wagtail's own CSV files: no cell is a formula, and Excel reads the Chinese (INJ-03). Its XLSX cells are text already."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.spreadsheets import MARK, guarded

_streamed = SpreadsheetExportMixin.stream_csv


def write_csv_row(view, writer, row):
    cells = {name: view.preprocess_field_value(name, value, view.FORMAT_CSV) for name, value in row.items()}
    return writer.writerow({name: guarded("" if cell is None else cell) for name, cell in cells.items()})


def stream_csv(view, queryset):
    yield MARK.encode()
    yield from _streamed(view, queryset)


def guard() -> None:
    SpreadsheetExportMixin.write_csv_row, SpreadsheetExportMixin.stream_csv = write_csv_row, stream_csv
