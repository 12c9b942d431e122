"""The ledger's heads as everyone reads them: a line a day, each proving all before it."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.home.results.check_heads import BEGINNING, digest_after
from portal.ledger.models import Entry
from portal.ledger.queries import entries_of

PUBLISH, CONFIRM = "ledger.head", "ledger.confirm"
# Two offices that are never one person (portal.accounts.roles.EXCLUSIVE_ROLES).
WITNESSES = (Role.AUDITOR, Role.SECURITY_ADMINISTRATOR)


@dataclass(frozen=True)
class HeadRow:
    day: date
    head: str
    digest: str
    confirmed: tuple[tuple[Role, datetime | None], ...]

    @property
    def line(self) -> str:
        return f"{self.day.isoformat()} {self.head} {self.digest}"

    def is_confirmed_by(self, role: Role) -> bool:
        return dict(self.confirmed)[role] is not None


def head_rows() -> list[HeadRow]:
    """The oldest first. Whoever confirmed a line confirmed all before it."""
    said = _confirmations()
    rows, digest = [], BEGINNING
    for entry in entries_of(PUBLISH):
        day, head = entry.recorded_at.astimezone(DISTRICT).date(), entry.after["head"]
        digest = digest_after(digest, day.isoformat(), head)
        confirmed = tuple((role, _first(said[role], entry)) for role in WITNESSES)
        rows.append(HeadRow(day, head, digest, confirmed))
    return rows


def head_lines(rows: list[HeadRow]) -> str:
    return "".join(f"{row.line}\n" for row in rows)


def _confirmations() -> dict[Role, list[Entry]]:
    found: dict[Role, list[Entry]] = {role: [] for role in WITNESSES}
    for entry in entries_of(CONFIRM):
        found[Role(entry.after["role"])].append(entry)
    return found


def _first(said: list[Entry], entry: Entry) -> datetime | None:
    return next((one.recorded_at for one in said if one.sequence > entry.sequence), None)
