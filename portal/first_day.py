"""What must be there before a portal opens, as each room says it: a line a thing, and the page where it is done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class FirstDay:
    """`lacking` names what is missing on a day; nothing named is done. `roles`: who sees to it, and opens the page.

    `name`: of the page where it is done, where there is one; else `advice` says what to do.
    """

    order: int
    label: Any
    lacking: Callable[[date], Sequence[Any]]
    roles: Collection[Any]
    name: str = ""
    advice: Any = ""
