"""Taking a step: the one writer of every status."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.accounts.deputies import barred
from portal.accounts.models import Deputyship
from portal.ledger.operations import record
from portal.ledger.queries import acts_on
from portal.procedure.handling import Handling, when
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import Step, Table

Snapshot = Callable[[Any], dict[str, Any]]


def lock(row: Any, *joined: str, **how: Any) -> Any:
    """The row as it stands now, held until the transaction ends, with what it is read together with."""
    rows = type(row)._base_manager.select_for_update(of=("self",), **how)
    return rows.select_related(*joined).get(pk=row.pk)


def check_revision(row: Any, revision: int | None, field: str = "revision") -> None:
    """Refuse what was written on a row that somebody saved in the meantime; None does not ask."""
    if revision is not None and revision != getattr(row, field):
        raise Refused(Kind.STALE, items=[row])


def barred_from(step: Step, about: Any, now: datetime) -> set[Any]:
    """Public ids of the people who may not take the step, for what they, or who acts with them, did to `about` before."""
    return _barred(list(acts_on(about, step.apart)), now) if step.apart else set()


def barred_by(handling: Handling, row: Any, now: datetime) -> set[Any]:
    """The same of who may not decide on what a row says."""
    said = [(getattr(row, name), getattr(row, when(name), None)) for name in handling.said_by]
    return _barred([(str(person.public_id), at) for person, at in said if person], now)


def _barred(acts: list[tuple[str, Any]], now: datetime) -> set[Any]:
    ties = Deputyship.objects.ties(lambda user: str(user.public_id)) if acts else []
    return barred(acts, ties, now)


def take(  # noqa: PLR0913 - which step of what, by whom, when, and all that is written with it
    row: Any,
    table: Table,
    step: str,
    *,
    actor: Any,
    now: datetime,
    can: bool,
    revision: int | None = None,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    snapshot: Snapshot | None = None,
    about: Any = None,
    on_ledger: bool = True,
    check: Callable[[Any], None] | None = None,
    beside: Callable[[Any], object] | None = None,
    tell: Callable[..., object] | None = None,
) -> Any:
    """Ask whether a new or a locked row may take the step, write, record, tell.

    `values` are written with the status. `check` looks at the row before it is saved; `beside` writes what belongs to
    it, before the ledger is locked. The ledger keeps `snapshot` before and after, and `facts`, as of `about`; where
    another step's entry says it, nothing. `tell` opens and closes what waits.
    """
    written = _granted(row, table, step, can, revision, {"reason": reason, **(values or {})}) | dict(values or {})
    show = snapshot or (lambda held: {table.field: str(getattr(held, table.field))})
    before = None if _is_new(row) else show(row)
    with transaction.atomic():
        _save(row, written, check)
        if beside:
            beside(row)
        if on_ledger:
            entry = {"subject": about or row, "before": before, "after": {**show(row), **(facts or {})}}
            record(actor=actor, now=now, action=f"{table.name}.{step}", reason=reason, **entry)
        if tell:
            tell(row, now=now)
    return row


def _granted(
    row: Any, table: Table, step: str, can: bool, revision: int | None, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What the step writes of itself, once the person, the revision, the table and what it needs say yes."""
    if not can:
        raise PermissionDenied
    check_revision(row, revision, table.revision)
    written: dict[str, Any] = dict(table.written(step, getattr(row, table.field)))
    table[step].check_needs(given)
    if table.revision and not _is_new(row):
        written[table.revision] = getattr(row, table.revision) + 1
    return written


def _save(row: Any, written: Mapping[str, Any], check: Callable[[Any], None] | None) -> None:
    for name, value in written.items():
        setattr(row, name, value)
    if check:
        check(row)
    row.save(**({"force_insert": True} if _is_new(row) else {"update_fields": list(written)}))


def _is_new(row: Any) -> bool:
    return bool(row._state.adding)  # noqa: SLF001 - Django's own mark
