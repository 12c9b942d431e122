"""Taking questionnaires in. A version that a wave has opened with is never touched again."""

import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.directory.district import District
from portal.ledger.operations import record
from portal.procedure.digests import digest_of
from surveys.models import QuestionnaireDraft, QuestionnaireVersion
from surveys.permissions import can_author
from surveys.questionnaire import Questionnaire, QuestionnaireError, parse, pasted
from surveys.questionnaire.flaws import Flaw, Flawed
from surveys.scales import scale_problems

SHIPPED = Path(__file__).parents[1] / "questionnaires"
NAMES = ("resident", "organisation")


LIBRARY = SHIPPED / "library"


@dataclass(frozen=True)
class Loaded:
    version: QuestionnaireVersion
    changed: bool


def load_questionnaires() -> list[Loaded]:
    """Take in the shipped questionnaires; what is there already stays as it is."""
    return [load_questionnaire(definition=shipped_definition(name)) for name in NAMES]


def shipped_definition(name: str) -> dict[str, Any]:
    """A questionnaire as it is shipped, for the caller to keep."""
    return copy.deepcopy(_read(name, settings.DISTRICT))


@cache
def _read(name: str, district: District) -> dict[str, Any]:
    return yaml.safe_load(district.filled((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")))


def library_definition(name: str) -> dict[str, Any]:
    """A questionnaire of the library, to begin a draft with: one that is shipped, or one written as lines."""
    if name in NAMES:
        return shipped_definition(name)
    text = settings.DISTRICT.filled((LIBRARY / f"{name}.txt").read_text(encoding="utf-8"))
    return pasted.definition_of(text)[0] | {"code": name}


@transaction.atomic
def load_questionnaire(*, definition: dict) -> Loaded:
    questionnaire = parse(definition)
    problems = unbalanced(questionnaire)
    if problems:
        raise QuestionnaireError(problems)
    versions = QuestionnaireVersion.objects.select_for_update().filter(code=questionnaire.code)
    latest = versions.order_by("-number").first()
    digest = digest_of(definition)
    if latest and latest.content_hash == digest:
        return Loaded(latest, changed=False)
    if latest and latest.first_opened_at is None:
        latest.definition, latest.content_hash = definition, digest
        latest.save(update_fields=["definition", "content_hash"])
        return Loaded(latest, changed=True)
    number = latest.number + 1 if latest else 1
    created = QuestionnaireVersion.objects.create(
        code=questionnaire.code, number=number, definition=definition, content_hash=digest
    )
    return Loaded(created, changed=True)


@transaction.atomic
def take_draft(*, draft: QuestionnaireDraft, actor, now: datetime) -> Loaded:
    """Make the draft a version; one that a wave has opened with stays, and a new one follows it."""
    if not can_author(actor):
        raise PermissionDenied
    loaded = load_questionnaire(definition=draft.definition)
    if loaded.changed:
        version = loaded.version
        after = {"number": version.number, "questionnaire": version.content_hash}
        record(actor=actor, now=now, action="questionnaire.take", subject=version, after=after)
    return loaded


@transaction.atomic
def draft_from(*, definition: dict, actor) -> QuestionnaireDraft:
    """A new draft that says what a version or a file says. What somebody works on already is never written over."""
    if not can_author(actor):
        raise PermissionDenied
    draft = QuestionnaireDraft()
    draft.take(definition | {"code": free_code(definition["code"])})
    draft.save()
    return draft


@transaction.atomic
def draft_of(*, version: QuestionnaireVersion, actor) -> QuestionnaireDraft:
    """The draft from which the next version is made: the one that is there, or a new one that says what this version says."""
    if not can_author(actor):
        raise PermissionDenied
    there = QuestionnaireDraft.objects.filter(code=version.code).first()
    return there or draft_from(definition=version.definition, actor=actor)


def free_code(code: str) -> str:
    """The code itself, or the first with a number behind it that no draft has."""
    taken = set(QuestionnaireDraft.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(
        made for made in (code, *(f"{code}_{number}" for number in range(2, len(taken) + 3))) if made not in taken
    )


def unbalanced(questionnaire: Questionnaire) -> list[Flaw]:
    return [
        Flaw(Flawed[problem.name], item.id, problem.what)
        for item in questionnaire.questions
        if item.kind.has_sides
        for problem in scale_problems([(option.code, option.polarity) for option in item.options])
    ]
