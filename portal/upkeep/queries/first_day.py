"""What is still missing before the portal opens, for each who sees to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.accounts.permissions import has_role
from portal.accounts.roles import Role
from portal.manifests import declared

ADMINISTRATORS = (Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)


@dataclass(frozen=True)
class Row:
    line: Any
    missing: list[str]
    # Whether this person opens the page where it is done.
    is_own: bool

    @property
    def others(self) -> list[str]:
        return [str(Role(role).label) for role in sorted(self.line.roles)]


def rows_for(user, day: date) -> list[Row]:
    """The lines of a person's roles, of all rooms for administrators; what is missing before what is done."""
    is_over_all = has_role(user, *ADMINISTRATORS)
    lines = [line for line in declared("first_day") if is_over_all or has_role(user, *line.roles)]
    rows = (Row(line, [*line.lacking(day)], has_role(user, *line.roles)) for line in lines)
    return sorted(rows, key=lambda row: not row.missing)
