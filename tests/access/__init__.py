"""Which role may call which route: one literal table a room, read by the crawler test."""

from dataclasses import dataclass, field

from portal.accounts.roles import Role

ANONYMOUS = "anonymous"
EVERYONE = frozenset({ANONYMOUS, *(role.value for role in Role)})
SIGNED_IN = EVERYONE - {ANONYMOUS}
NOBODY: frozenset[str] = frozenset()


def only(*roles: str) -> frozenset[str]:
    return frozenset(str(role) for role in roles)


@dataclass(frozen=True)
class Access:
    """Roles that get an answer other than the sign-in page, 403, 404 (not theirs) or 405."""

    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    arguments: tuple = field(default=())
