"""The scheme and its rubrics: loaded from files, drafted, published."""

import copy
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells.enums import RubricState
from cells.enums.faults import RubricFault
from cells.models import Rubric, Scheme, UnitType
from cells.notifications import rubrics as notifications
from cells.operations.steps import not_ready
from cells.permissions import can_publish
from cells.queries.rules import publishers
from cells.rubric.faults import SUMS, RubricFileError, find_faults, parse_rubric
from cells.workflow import RUBRICS
from portal.directory.district import District
from portal.ledger.operations import record
from portal.procedure.digests import digest_of
from portal.procedure.steps import NOWHERE
from portal.procedure.taking import lock, take

FOLDER = Path(__file__).resolve().parents[1] / "rubrics"
SCHEME = Path(__file__).resolve().parents[1] / "scheme.yaml"


@transaction.atomic
def load_rubrics(*, actor, now: datetime) -> dict[str, str]:
    """Scheme, kinds of unit and rubrics from the files; says what happened to each. Running it again changes nothing.

    What the district has changed since stays: settings are only ever set at first, published versions never change.
    """
    scheme = load_scheme()
    return {path.stem: load_rubric(rubric_text(path), scheme=scheme, actor=actor, now=now) for path in rubric_files()}


@transaction.atomic
def change_scheme(*, actor, scheme: Scheme, values: Mapping[str, Any], now: datetime) -> Scheme:
    """Settings by name; what has changed stands on the ledger. Running files and certificates keep what they hold."""
    row = Scheme.objects.select_for_update().get(pk=scheme.pk)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    row.refresh_from_db()
    changed = [name for name in values if before[name] != getattr(row, name)]
    if changed:
        facts = [
            {name: _as_text(value(name)) for name in changed} for value in (before.get, lambda key: getattr(row, key))
        ]
        record(actor=actor, now=now, action="scheme.change", subject=row, before=facts[0], after=facts[1])
    return row


def _as_text(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list | dict) else str(value)


def rubric_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def rubric_text(path: Path) -> str:
    """A rubric as it is shipped, in the words of this district."""
    return settings.DISTRICT.filled(path.read_text(encoding="utf-8"))


def load_scheme() -> Scheme:
    values = copy.deepcopy(_shipped_scheme(settings.DISTRICT))
    scheme, _is_new = Scheme.objects.get_or_create(code=values.pop("code"), defaults=values)
    return scheme


@cache
def _shipped_scheme(district: District) -> dict[str, Any]:
    return yaml.safe_load(district.filled(SCHEME.read_text(encoding="utf-8")))


@transaction.atomic
def load_rubric(text: str, *, scheme: Scheme, actor, now: datetime) -> str:
    """The first version of a kind of unit is put in force; a later change waits as a draft.

    `position`, where the kind stands in lists, is no part of its rubric.
    """
    data = parse_rubric(text)
    unit_type = _unit_type(data, scheme, position=data.pop("position", 0))
    rows = unit_type.rubrics.all()
    digest = digest_of(data)
    if rows.filter(digest=digest).exists():
        return "unchanged"
    draft = save_draft(unit_type=unit_type, data=data, actor=actor, now=now)
    if rows.count() == 1:
        publish_rubric(rubric=draft, actor=actor, now=now)
        return "published"
    return "drafted"


@transaction.atomic
def save_draft(*, unit_type: UnitType, data: dict[str, Any], actor, now: datetime) -> Rubric:
    """The one draft of a kind of unit: made, or changed as a whole."""
    faults = list(find_faults(data))
    if faults:
        raise RubricFileError(faults)
    return _write(unit_type, data, actor, now)


@transaction.atomic
def change_draft(*, rubric: Rubric, change: Callable[[dict[str, Any]], dict[str, Any]], actor, now: datetime) -> Rubric:
    """One change to the draft as it stands now: of two who write in it at once neither loses anything.

    Its points need not add up yet.
    """
    rubric = lock(rubric, "unit_type")
    RUBRICS.after("save_draft", rubric.state)
    data = change(rubric.definition)
    _check(data, besides=SUMS)
    return _write(rubric.unit_type, data, actor, now)


def _write(unit_type: UnitType, data: dict[str, Any], actor, now: datetime) -> Rubric:
    draft = Rubric.objects.select_for_update().filter(unit_type=unit_type, state=RubricState.DRAFT).first()
    if draft is None:
        last = unit_type.rubrics.order_by("-version").first()
        draft = Rubric(unit_type=unit_type, version=last.version + 1 if last else 1, state=NOWHERE)
    values = {"definition": data, "digest": digest_of(data)}
    return _take(draft, "save_draft", actor=actor, now=now, values=values, tell=notifications.waits_no_more)


@transaction.atomic
def begin_draft(*, actor, rubric: Rubric, now: datetime) -> Rubric:
    """A draft that begins as an earlier version; one that is there already is not written over."""
    kind = UnitType.objects.select_for_update().get(pk=rubric.unit_type_id)
    draft = kind.rubrics.filter(state=RubricState.DRAFT).first()
    return draft or save_draft(unit_type=kind, data=rubric.definition, actor=actor, now=now)


@transaction.atomic
def publish_rubric(*, rubric: Rubric, actor, now: datetime) -> Rubric:
    """Put a draft in force, by another person than wrote it; the version before it retires, running files keep theirs."""
    rubric = lock(rubric, "unit_type")
    RUBRICS.after("publish", rubric.state)
    if actor is not None and not can_publish(actor, rubric):
        raise PermissionDenied
    _check(rubric.definition)
    for former in rubric.unit_type.rubrics.published().select_for_update(of=("self",)):
        _take(former, "retire", actor=actor, now=now, on_ledger=False)
    values = {"published_at": now}
    return _take(rubric, "publish", actor=actor, now=now, values=values, tell=notifications.waits_no_more)


@transaction.atomic
def ask_publishing(*, rubric: Rubric, actor, now: datetime) -> int:
    """The draft waits for each who may put it in force; how many that are."""
    if not actor.has_perm("cells.change_rubric"):
        raise PermissionDenied
    rubric = lock(rubric, "unit_type")
    RUBRICS.after("publish", rubric.state)
    _check(rubric.definition)
    people = list(publishers(rubric))
    notifications.publishing_asked(rubric, people, now=now)
    return len(people)


def _check(data: dict[str, Any], besides: Collection[RubricFault] = ()) -> None:
    faults = [fault.words for fault in find_faults(data) if fault.kind not in besides]
    if faults:
        raise not_ready(_("The rubric cannot stand like that."), faults)


@transaction.atomic
def retire_rubric(*, actor, rubric: Rubric, now: datetime) -> Rubric:
    """Take a version out of force without another in its place: no new application of this kind for now."""
    return _take(lock(rubric, "unit_type"), "retire", actor=actor, now=now)


def _take(rubric: Rubric, step: str, **taking) -> Rubric:
    return take(rubric, RUBRICS, step, can=True, snapshot=_snapshot, **taking)


def _snapshot(rubric: Rubric) -> dict[str, Any]:
    return {"unit_type": rubric.unit_type.code, "version": rubric.version, "digest": rubric.digest}


def _unit_type(data: dict[str, Any], scheme: Scheme, *, position: int) -> UnitType:
    unit_type, _is_new = UnitType.objects.get_or_create(
        code=data["unit_type"],
        defaults={
            "scheme": scheme,
            "name": data["name"],
            "name_en": data["name_en"],
            "bucket": data["bucket"],
            "lead": data.get("lead", ""),
            "lead_en": data.get("lead_en", ""),
            "position": position,
        },
    )
    return unit_type
