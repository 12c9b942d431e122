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
from surveys.enums import Kind
from surveys.models import QuestionnaireDraft, QuestionnaireVersion
from surveys.permissions import can_author
from surveys.questionnaire import Questionnaire, QuestionnaireError, parse
from surveys.scales import scale_problems

SHIPPED = Path(__file__).parents[1] / "questionnaires"
NAMES = ("resident", "organisation")


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
    """A draft that says what a version or a file says; one with the same code is written over."""
    if not can_author(actor):
        raise PermissionDenied
    draft = QuestionnaireDraft.objects.filter(code=definition["code"]).first() or QuestionnaireDraft()
    draft.take(definition)
    draft.save()
    return draft


def unbalanced(questionnaire: Questionnaire) -> list[str]:
    return [
        f"{item.id}: {problem}"
        for item in questionnaire.questions
        if item.kind == Kind.SATISFACTION
        for problem in scale_problems([(option.code, option.polarity) for option in item.options])
    ]
