"""A definition as an XLSForm (https://xlsform.org): what Kobo, ODK Collect, Enketo and Survey123 read.

What XLSForm has no word for (endings, strength of a scale's steps, dimensions) stands on a sheet of its own that the
others leave alone; our own reader (xlsform_in) takes it from there, so a round trip loses nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.xlsform_form import HINTS, LABELS, LANGUAGES, NOTED, Areas, Form, Row

SURVEY = ("type", "name", *LABELS, *HINTS, "required", "relevant", "constraint", "choice_filter")
CHOICES = ("list_name", "name", *LABELS, "area")
SETTINGS = ("form_title", "form_id", "version", "default_language")
PORTAL = ("where", "property", "value")

Sheets = dict[str, tuple[Sequence[str], list[Row]]]


def sheets_of(definition: Mapping[str, Any], version: str, areas: Areas) -> Sheets:
    """Sheet name -> (its columns, its rows)."""
    form = Form(definition, areas)
    for item in definition["items"]:
        kind = KINDS[item["kind"]]
        for name in (*NOTED, *kind.noted):
            if name in item:
                form.note(item["id"], name, item[name])
        kind.write(form, item)
    form.close()
    settings = {
        "form_title": definition["title"]["zh"],
        "form_id": definition["code"],
        "version": version,
        "default_language": LANGUAGES["zh"],
    }
    return {
        "survey": (SURVEY, form.survey),
        "choices": (CHOICES, form.choices),
        "settings": (SETTINGS, [settings]),
        "portal": (PORTAL, form.portal),
    }
