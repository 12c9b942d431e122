"""What each field of the open data means: the one place for the OpenAPI document and the data package."""

from typing import Any, NamedTuple


class Field(NamedTuple):
    """`kind`: text, number (written as text), integer, boolean, day, instant, words (a list)."""

    name: str
    kind: str
    meaning: str
    key: bool = False


NUMBER_TEXT = r"^(-?[0-9]+(\.[0-9]+)?)?$"
HASH_TEXT = r"^([0-9a-f]{64})?$"
CAVEATS = "What must be known of a survey's figure: voluntary (no random sample), unweighted"

_FIGURE = (
    Field("period", "text", "Year (2024), half-year (2024-H1), quarter (2024-Q1) or month (2024-01)"),
    Field("value", "number", "The figure; empty where there is none, or where too few people answered"),
    Field("low", "number", "Lower end of the confidence interval of a survey figure"),
    Field("high", "number", "Upper end of the confidence interval of a survey figure"),
    Field("n", "number", "Answers behind a survey figure"),
    Field("verdict", "text", "Where the target is a milestone: reached, under_way or not_reached"),
    Field("text", "text", "What the department says in words"),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "plans": (
        Field("code", "text", "Code of the plan", key=True),
        Field("slug", "text", "Name of the plan in addresses"),
        Field("name", "text", "Name of the plan"),
        Field("name_en", "text", "Name in English, not official"),
        Field("starts_on", "day", "First day of the plan"),
        Field("ends_on", "day", "Last day of the plan"),
        Field("base_year", "integer", "Year that the baselines are of"),
    ),
    "indicators": (
        Field("plan", "text", "Code of the plan", key=True),
        Field("number", "integer", "Number in the plan", key=True),
        Field("name", "text", "Name"),
        Field("name_en", "text", "Name in English, not official"),
        Field("category", "text", "Category"),
        Field("subcategory", "text", "Subcategory"),
        Field("mandatory", "boolean", "Mandatory in the province (★)"),
        Field("unit", "text", "Unit"),
        Field("baseline", "text", "What the plan says of the base year"),
        Field("target", "text", "What the plan asks for, in its words"),
        Field("target_kind", "text", "One of eight kinds of target"),
        Field(
            "target_operator", "text", "ge at least, gt more than, le at most, between; empty where there is no number"
        ),
        Field("target_value", "number", "The number asked for"),
        Field("target_upper", "number", "The other end, where the target is a range"),
        Field("steps", "words", "What the plan asks for year by year, each as 2027:92"),
        Field("groups", "words", "The groups of whom the indicator speaks, where it names some"),
        Field("groups_missing", "words", "Of these, whom the figure leaves out: it is not judged then"),
        Field("decided_by", "text", "Which figure makes the state: own (the portal's) or outside (the official one)"),
        Field("state", "text", "How it stands"),
        Field("progress_percent", "number", "Part of the way from baseline to target, only where that is defined"),
        *(field for field in _FIGURE if field.name != "period"),
        Field("period", "text", "Period of the figure"),
        Field("source", "text", "Source of the figure"),
        Field("observation", "text", "Id of the observation"),
        Field("sha256", "text", "Fingerprint of the observation"),
        Field("departments", "words", "Who is responsible, in the order of the plan: the first leads"),
        Field(
            "beside_value", "number", "Of a drawn indicator, the figure of the other hand: outside, or the portal's own"
        ),
        Field("beside_period", "text", "Its period"),
        Field("beside_observation", "text", "Its observation"),
        Field("later_value", "number", "A figure from after the end of the plan, which is not judged"),
        Field("later_period", "text", "Its period"),
        Field("late_since", "day", "A newer figure has been due since this day; empty where none is late"),
        Field("code", "text", "Code that the plan gives it beside its number"),
        Field("baselines", "words", "Baselines by year, each as 2025:97.2, where the plan gives them so"),
        Field("figures_from", "text", "Where the plan says that the figures come from"),
        Field("continuity", "text", "What became of the plan before: continued, redefined, split, merged or new"),
        Field("continues", "words", "Numbers of the plan before from which it goes on"),
        Field(
            "corrects", "text", "Id of the published observation that this figure puts right; empty where it puts none"
        ),
        Field("correction", "text", "Why it was put right"),
        Field("caveats", "words", CAVEATS),
        Field("definition_counted", "text", "What counts, as the responsible office says; empty until it has said so"),
        Field("definition_base", "text", "Out of what, likewise"),
        Field("definition_formula", "text", "Formula, likewise"),
        Field("definition_source", "text", "Where the numbers come from, as the office or the plan says"),
        Field("quality", "text", "official (an office's, approved by another person), portal or developing"),
        Field("coverage", "text", "defined, recorded (on the portal), answered (voluntarily), partial or unsaid"),
        Field("timeliness", "text", "current, or late: a newer figure is overdue"),
        Field("comparability", "text", "steady, anew (counted otherwise than before) or unsaid (no formula yet)"),
        Field(
            "not_to_conclude",
            "words",
            "residents (that all think so), small_steps (within the interval), other_groups, other_places",
        ),
    ),
    "observations": (
        Field("id", "text", "Id of the observation", key=True),
        Field("plan", "text", "Code of the plan; empty for the outreach quota"),
        Field("measure", "text", "indicator or outreach"),
        Field("number", "integer", "Number of the indicator; empty for the outreach quota"),
        *_FIGURE,
        Field("issued", "number", "What the city asked for, where the plan leaves the number to the city"),
        Field("too_few", "boolean", "Too few answers for a figure"),
        Field("unit", "text", "Unit"),
        Field("source", "text", "Source"),
        Field("method", "text", "Method"),
        Field(
            "origin",
            "text",
            "entered by a department, derived from this portal's records, or outside: measured by others",
        ),
        Field("formula", "text", "Name and version of the formula of a derived figure"),
        Field("department", "text", "Department that entered it"),
        Field("measured_by", "text", "Who measured a figure from outside"),
        Field("contract", "text", "Under which contract or commission it was measured"),
        Field("groups", "words", "Whom the figure speaks of, where it is known"),
        Field("published_at", "instant", "When a second person published it"),
        Field("reason", "text", "Reason of a correction"),
        Field("revision_of", "text", "Id of the observation that this one corrects"),
        Field("replaced_by", "text", "Id of the observation that corrects this one"),
        Field("caveats", "words", CAVEATS),
        Field("sha256", "text", "Fingerprint of the content"),
    ),
    "projects": (
        Field("plan", "text", "Code of the plan", key=True),
        Field("number", "integer", "Number in the plan", key=True),
        Field("group", "text", "Group"),
        Field("name", "text", "Name"),
        Field("name_en", "text", "Name in English, not official"),
        Field("content", "text", "What is to be done"),
        Field("period", "text", "Years of the project"),
        Field("lead", "text", "Who leads, in the plan's words"),
        Field("planned_wan_yuan", "number", "Planned money (10,000 yuan)"),
        Field("spent_wan_yuan", "number", "Spent so far (10,000 yuan); empty where no office has said"),
        Field("spent_percent", "number", "Spent of planned, in per cent"),
        Field("as_of", "text", "Quarter of the newest note"),
        Field("standing", "text", "not_begun, under_way, held_up or done"),
    ),
    "tasks": (
        Field("plan", "text", "Code of the plan", key=True),
        Field("number", "text", "Number; groups follow the plan, its part 三 is group 8", key=True),
        Field("part", "text", "Part of the plan"),
        Field("group", "text", "Group"),
        Field("name", "text", "Name"),
        Field("name_en", "text", "Name in English, not official"),
        Field("content", "text", "The plan's words"),
        Field("offices", "words", "Responsible departments, towns and subdistricts"),
        Field("indicators", "words", "Numbers of the indicators that measure it"),
        Field("projects", "words", "Numbers of the projects that serve it"),
        Field("met", "number", "How many of these indicators are met"),
    ),
    "notes": (
        Field("id", "text", "Id of the note", key=True),
        Field("plan", "text", "Code of the plan"),
        Field("task", "text", "Number of the task"),
        Field("project", "number", "Number of the project"),
        Field("office", "text", "Who reports"),
        Field("quarter", "text", "Quarter"),
        Field("standing", "text", "not_begun, under_way, held_up or done"),
        Field("text", "text", "Progress"),
        Field("spent_wan_yuan", "number", "Spent so far (10,000 yuan)"),
        Field("published_at", "instant", "When a second person published it"),
        Field("sha256", "text", "Fingerprint of the content"),
    ),
}

_JSON: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "string", "pattern": NUMBER_TEXT},
    "integer": {"type": ["integer", "null"]},
    "boolean": {"type": "boolean"},
    "day": {"type": "string", "pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    "instant": {"type": "string", "format": "date-time"},
    "words": {"type": "array", "items": {"type": "string"}},
}
_TABLE = {
    "text": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "day": "date",
    "instant": "datetime",
    "words": "string",
}


def names_of(table: str) -> list[str]:
    return [field.name for field in FIELDS[table]]


def json_schema(table: str) -> dict:
    """A record as JSON Schema, every field required and nothing else allowed."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": names_of(table),
        "properties": {field.name: {**_JSON[field.kind], "description": field.meaning} for field in FIELDS[table]},
    }


def table_schema(table: str) -> dict:
    """A table as Table Schema of a data package."""
    fields: list[dict] = []
    for field in FIELDS[table]:
        described = {"name": field.name, "type": _TABLE[field.kind], "description": field.meaning}
        fields.append(described | ({"format": "any"} if field.kind == "instant" else {}))
    keys = [field.name for field in FIELDS[table] if field.key]
    return {"fields": fields, "primaryKey": keys, "missingValues": [""]}
