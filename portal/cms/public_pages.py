"""Pages that strangers may read, for search engines: what a room declares of its own, in every language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PublicPages:
    """`rows`: what each page is about, ordered; `address`: where it stands; `changed`: when it last became another."""

    name: str
    rows: Callable[[], Iterable[Any]]
    address: Callable[[Any], str]
    changed: Callable[[Any], Any] | None = None
