"""The open data's contract as an OpenAPI document."""

from django.conf import settings

from portal.board.exports.fields import json_schema
from portal.directory.records import SLUG_TEXT

VERSION = "3.1.0"
NAMES = {
    "plans": "Plan",
    "indicators": "Indicator",
    "observations": "Observation",
    "projects": "Project",
    "tasks": "Task",
    "notes": "Note",
}
PLAN = {
    "name": "plan",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": f"^{SLUG_TEXT}$"},
    "description": "Name of a plan in addresses, such as 2022-2025",
}
NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 0, "maximum": 9999},
    "description": "Number of the indicator in its plan",
}
PAGE = {
    "name": "page",
    "in": "query",
    "required": False,
    "schema": {"type": "integer", "minimum": 1, "maximum": 9999, "default": 1},
    "description": "Number of the page; each answer says how many there are and where the next one is",
}
ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "Id of the observation",
}


# The page that whoever asks too much is shown, whatever was asked for; it says when to come back.
BUSY = {"description": "Asked too often; wait a little", "content": {"text/html": {"schema": {"type": "string"}}}}
SINCE = {
    "name": "since",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "format": "date-time"},
    "description": "A version that you have: only what was published after it. Without it, everything.",
}


def document(base_url: str) -> dict:
    """All that can be asked for, read-only and without a key; `base_url` ends in /board."""
    listed = {
        f"/{{plan}}/api/v1/{table}": _get(
            f"list_{table}", f"A page of the {table} of a plan", _paged(table), [PLAN, PAGE], missing=True
        )
        for table in ("indicators", "observations", "projects", "tasks", "notes")
    }
    licence = settings.DISTRICT.data_licence
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.DISTRICT.name}“无废城市”指标看板开放数据 / {settings.DISTRICT.short_en} zero-waste board, open data",
            "version": VERSION,
            "description": (
                "Read-only. Numbers are strings, so that no digit is lost. What fewer people stand behind than the "
                "disclosure rule asks for is not published here or anywhere else."
            ),
            "contact": {"name": settings.DISTRICT.office},
            **({"license": {"name": licence["name_en"], "identifier": licence["code"]}} if licence else {}),
        },
        "servers": [{"url": base_url}],
        "paths": {
            "/api/v1/plans": _get("list_plans", "All plans", _listed("plans"), []),
            **listed,
            "/{plan}/api/v1/indicators/{number}": _get(
                "read_indicator", "One indicator with all its observations", _one(), [PLAN, NUMBER], missing=True
            ),
            "/{plan}/api/v1/changes": _get(
                "list_changes", "What was published since a version", _changes(), [PLAN, SINCE]
            ),
            "/api/v1/observations/{id}": _get(
                "read_observation", "One observation", _ref("observations"), [ID], missing=True
            ),
        },
        "components": {"schemas": {NAMES[table]: json_schema(table) for table in NAMES} | {"Problem": _problem()}},
    }


def _get(name: str, summary: str, schema: dict, parameters: list[dict], *, missing: bool = False) -> dict:
    answers = {"200": _answer("What was asked for", schema), "429": BUSY}
    if missing or parameters:
        answers["404"] = _answer("There is no such thing", {"$ref": "#/components/schemas/Problem"})
    if SINCE in parameters:
        answers["400"] = _answer("What was asked cannot be read", {"$ref": "#/components/schemas/Problem"})
    operation = {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}
    return {"get": operation}


def _answer(words: str, schema: dict) -> dict:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _ref(table: str) -> dict:
    return {"$ref": f"#/components/schemas/{NAMES[table]}"}


def _listed(table: str) -> dict:
    properties = {
        "as_of": {"type": "string", "format": "date"},
        table: {"type": "array", "items": _ref(table)},
    }
    return {"type": "object", "required": ["as_of", table], "properties": properties}


def _changes() -> dict:
    properties = {
        "since": {"type": "string", "description": "The version that was asked about"},
        "version": {"type": "string", "description": "The present version: when something was published last"},
        "changes": {"type": "array", "items": _ref("observations"), "description": "The newest first"},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _paged(table: str) -> dict:
    listed, number = _listed(table), {"type": "integer", "minimum": 0}
    paging = {"count": number, "page": number, "pages": number, "next": {"type": ["string", "null"], "format": "uri"}}
    return listed | {"required": [*listed["required"], *paging], "properties": listed["properties"] | paging}


def _one() -> dict:
    properties = {"indicator": _ref("indicators"), "observations": {"type": "array", "items": _ref("observations")}}
    return {"type": "object", "required": list(properties), "properties": properties}


def _problem() -> dict:
    return {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
