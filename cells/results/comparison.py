"""A draft beside the version in force: which items are new, gone, or other than they were."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.enums import EvidenceKind, MethodKind, RubricState
from cells.models import Rubric
from cells.models.scheme import in_language
from cells.permissions import can_publish
from cells.rubric.drafting import blocks_of, items_of
from cells.rubric.faults import find_faults

PARTS = {
    "text": gettext_lazy("What is asked"),
    "text_en": gettext_lazy("What is asked, in English"),
    "points": gettext_lazy("Points of the item"),
    "method": gettext_lazy("Way of scoring"),
    "rule": gettext_lazy("Rule"),
    "rule_en": gettext_lazy("Rule in English"),
    "evidence": gettext_lazy("Evidence"),
    "not_applicable_when": gettext_lazy("Does not apply when"),
    "not_applicable_when_en": gettext_lazy("Does not apply when, in English"),
}


def draft_facts(user, rubric: Rubric) -> dict[str, Any]:
    """What stands between a draft and its being in force, and what it changes."""
    if rubric.state != RubricState.DRAFT:
        return {}
    faults = [fault.words for fault in find_faults(rubric.definition)]
    return {"is_draft": True, "faults": faults, "compared": compared(rubric), "can_publish": can_publish(user, rubric)}


def compared(draft: Rubric) -> dict[str, Any]:
    """With the version in force, or nothing where there is none."""
    former = draft.unit_type.rubrics.published().exclude(pk=draft.pk).first()
    if former is None:
        return {"former": None, "rows": []}
    return {"former": former, "rows": [*_blocks(former, draft), *_items(former, draft)]}


def _blocks(former: Rubric, draft: Rubric) -> Iterator[dict[str, Any]]:
    before = {block["code"]: block for block in blocks_of(former.definition)}
    for block in blocks_of(draft.definition):
        old = before.get(block["code"])
        if old and str(old["points"]) != str(block["points"]):
            changes = [(str(PARTS["points"]), str(old["points"]), str(block["points"]))]
            name = in_language(block["name"], block["name_en"])
            yield {"code": block["code"], "text": name, "what": _("changed"), "changes": changes}


def _items(former: Rubric, draft: Rubric) -> Iterator[dict[str, Any]]:
    before, after = items_of(former.definition), items_of(draft.definition)
    carried = {code: _origin(item, before) for code, item in after.items()}
    for code, item in after.items():
        old = before.get(carried[code])
        changes = _changes(old, item) if old else []
        if old is None:
            yield _row(item, _("new"))
        elif changes or carried[code] != code:
            what = _("changed") if carried[code] == code else _("was %(code)s") % {"code": carried[code]}
            yield _row(item, what) | {"changes": changes}
    yield from (_row(item, _("gone")) for code, item in before.items() if code not in carried.values())


def _origin(item: dict[str, Any], before: dict[str, Any]) -> str:
    """The code under which the version before asked for it."""
    named = [item["code"], *item.get("was", ())]
    return next((code for code in named if code in before), "")


def _row(item: dict[str, Any], what: str) -> dict[str, Any]:
    return {"code": item["code"], "text": in_language(item["text"], item["text_en"]), "what": what, "changes": []}


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    pairs = [(label, _words(name, old.get(name)), _words(name, new.get(name))) for name, label in PARTS.items()]
    return [(str(label), before, after) for label, before, after in pairs if before != after]


def _words(name: str, value: Any) -> str:
    if name == "evidence":
        return "、".join(str(EvidenceKind(kind).label) for kind in value or ())
    return method_words(value) if name == "method" else str(value or "")


def method_words(method: dict[str, Any]) -> str:
    """The way of scoring with its figures."""
    found = [str(MethodKind(method["type"]).label)]
    for name, value in method.items():
        if isinstance(value, list):
            found += [" ".join(map(str, entry.values())) for entry in value]
        elif name != "type":
            found.append(f"{name} {value}")
    return "；".join(found)
