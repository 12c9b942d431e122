"""Statements on one scale. Each becomes a question of its own, with the same scale: never a grid."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.author_fields import SCALE, Field, Of
from surveys.questionnaire.flaws import Flaw, Flawed
from surveys.questionnaire.kinds.satisfaction import KIND as SATISFACTION
from surveys.questionnaire.records import Kind, Row
from surveys.questionnaire.xlsform_form import Form


class Statements(Kind):
    word = "statements"
    label = _("Statements on one scale, one a step")
    order = 40
    fields = (SCALE, Field("statements", Of.STATEMENTS, _("statements")))
    parts = frozenset({"scale", "statements"})

    def spread(self, row: Row, problems: list[Flaw]) -> list[Row]:
        statements = row.get("statements", [])
        if not statements:
            problems.append(Flaw(Flawed.NO_STATEMENTS, str(row.get("id", ""))))
        shared = {name: value for name, value in row.items() if name not in {"statements", "id", "text"}}
        return [
            shared
            | {
                "id": f"{row.get('id', '')}_{statement.get('id', '')}",
                "kind": SATISFACTION.word,
                "text": statement.get("text"),
                "lead": row.get("text"),
            }
            for statement in statements
        ]

    def write(self, form: Form, item: dict[str, Any]) -> None:
        form.list(item["scale"], form.definition["scales"][item["scale"]])
        form.row("begin_group", item["id"], {**item, "required": False})
        for statement in item["statements"]:
            said = {"text": statement["text"], "required": item.get("required"), "help": item.get("help", {})}
            form.row(f"select_one {item['scale']}", f"{item['id']}_{statement['id']}", said)
        form.survey.append({"type": "end_group"})


KIND = Statements()
