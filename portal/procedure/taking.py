"""Taking a step: the one writer of every status."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import Table


def lock(row: Any, *joined: str, **how: Any) -> Any:
    """The row as it stands now, held until the transaction ends, with what it is read together with."""
    rows = type(row)._base_manager.select_for_update(of=("self",), **how)
    return rows.select_related(*joined).get(pk=row.pk)


def check_revision(row: Any, revision: int | None, field: str = "revision") -> None:
    """Refuse what was written on a row that somebody saved in the meantime; None does not ask."""
    if revision is not None and revision != getattr(row, field):
        raise Refused(Kind.STALE, items=[row])


@transaction.atomic
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
    snapshot: Callable[[Any], dict[str, Any]] | None = None,
    about: Any = None,
    on_ledger: bool = True,
    check: Callable[[Any], None] | None = None,
    beside: Callable[[Any], None] | None = None,
    tell: Callable[..., None] | None = None,
) -> Any:
    """Ask whether it may be taken, write, record, tell. The row is new or locked, `can` was asked of it as it stands.

    `values` are written with the status. The ledger keeps `snapshot` of the row (where it stands, if none is given)
    before and after, and `facts`; `about` is the row whose matter it is there, and where
    the entry of another step says it, it is not `on_ledger`. `check` looks at the row before it is
    saved, `beside` writes what belongs to it, before the ledger is locked; `tell` opens and closes what waits.
    """
    if not can:
        raise PermissionDenied
    check_revision(row, revision, table.revision)
    snapshot = snapshot or (lambda held: {table.field: str(getattr(held, table.field))})
    values, was, is_new = values or {}, getattr(row, table.field), row._state.adding  # noqa: SLF001
    written = {**values, **table.written(step, was)}
    table[step].check_needs({"reason": reason, **values})
    before = None if is_new else snapshot(row)
    if table.revision and not is_new:
        written[table.revision] = getattr(row, table.revision) + 1
    _save(row, written, check)
    if beside:
        beside(row)
    after, action = {**snapshot(row), **(facts or {})}, f"{table.name}.{step}"
    if on_ledger:
        record(actor=actor, now=now, action=action, subject=about or row, before=before, after=after, reason=reason)
    if tell:
        tell(row, now=now)
    return row


def _save(row: Any, written: Mapping[str, Any], check: Callable[[Any], None] | None) -> None:
    for name, value in written.items():
        setattr(row, name, value)
    if check:
        check(row)
    row.save(**({"force_insert": True} if row._state.adding else {"update_fields": list(written)}))  # noqa: SLF001
