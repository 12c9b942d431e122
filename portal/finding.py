"""What a room gives to the one box of the desk (portal.home.results.desk)."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from portal.manifests import Found, Words


@dataclass(frozen=True)
class Finder:
    """What staff of these roles find by any part of a name or number: `find` takes the person and the words, and keeps
    to what the person may see."""

    order: int
    label: Words
    roles: Collection[Any]
    find: Callable[[Any, str], Iterable[Found]]
