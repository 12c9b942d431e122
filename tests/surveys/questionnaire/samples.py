"""Small questionnaires for the tests of the plain modules."""

from pathlib import Path

import yaml
from django.conf import settings

from surveys import questionnaire

DATA = Path(questionnaire.__file__).parents[1] / "questionnaires"


def words(text):
    return {"zh": text, "en": text}


def option(code, **extra):
    return {"code": code, "text": words(code)} | extra


def small(**changes):
    """A way out, a condition, an exclusive option, an "other", a place, a number and a text."""
    data = {
        "code": "small",
        "title": words("small"),
        "introduction": words("small"),
        "minutes": 1,
        "endings": {"outside": words("outside")},
        "items": [
            {"id": "part", "kind": "section", "text": words("part")},
            {
                "id": "lives",
                "kind": "single",
                "required": True,
                "text": words("lives"),
                "options": [option("here"), option("away", ends="outside")],
            },
            {
                "id": "acts",
                "kind": "multiple",
                "required": True,
                "text": words("acts"),
                "options": [
                    option("sorts"),
                    option("repairs"),
                    option("something", other=True),
                    option("nothing", exclusive=True),
                ],
            },
            {
                "id": "reason",
                "kind": "single",
                "required": True,
                "only_if": {"question": "acts", "options": ["nothing"]},
                "text": words("reason"),
                "options": [option("time"), option("money")],
            },
            {"id": "home", "kind": "place", "dimension": "area", "text": words("home")},
            {"id": "people", "kind": "number", "minimum": 1, "maximum": 20, "text": words("people")},
            {"id": "wish", "kind": "text", "max_length": 10, "text": words("wish")},
        ],
    }
    return data | changes


def shipped(name):
    return yaml.safe_load(settings.DISTRICT.filled((DATA / f"{name}.yaml").read_text()))
