"""The whole board as one data package (frictionless, v1): tables, what their fields mean, and where they come from."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from django.conf import settings

from portal.board.exports.catalog import Dataset, licences
from portal.board.exports.csv_files import csv_of
from portal.board.exports.fields import table_schema

# The same records always make the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
FOREIGN = {
    "observations": [("plan", "plans", "code")],
    "indicators": [("plan", "plans", "code")],
    "projects": [("plan", "plans", "code")],
    "tasks": [("plan", "plans", "code")],
    "notes": [("plan", "plans", "code")],
}


def package_zip(tables: Mapping[str, Sequence[dict]], dataset: Dataset, *, as_of: str) -> bytes:
    """`tables`: records by name of the table, `plans` holding every plan that others name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", _text(descriptor(tables, dataset, as_of=as_of)))
        for table, records in tables.items():
            _add(archive, f"data/{table}.csv", csv_of(table, records, marked=False))
    return file.getvalue()


def descriptor(tables: Mapping[str, Sequence[dict]], dataset: Dataset, *, as_of: str) -> dict:
    """`version`: when something of it was published last; an empty board has the day on which it was asked for."""
    return {
        "profile": "tabular-data-package",
        "name": f"{settings.DISTRICT.code}-zero-waste-board",
        "title": f"{settings.DISTRICT.name}“无废城市”建设指标看板",
        "homepage": dataset.page,
        "version": dataset.version_text or as_of,
        "created": f"{as_of}T00:00:00Z",
        **({"licenses": found} if (found := licences()) else {}),
        "sources": [{"title": dataset.plan.name, "path": dataset.page}],
        "contributors": [{"title": settings.DISTRICT.office, "role": "publisher"}],
        "citation": dataset.citation,
        "description": "Indicators, observations, projects, tasks and progress of the plan; all of them published.",
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: str) -> dict:
    schema = table_schema(table)
    if table in FOREIGN:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": other, "fields": [key]}}
            for field, other, key in FOREIGN[table]
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"data/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text)


def _text(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
