"""What a door asks for: its columns, what each is called, how its cells are read and shown."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.papers.readers.reading import Reading
from portal.papers.readers.words import choice, choices, text

Read = Callable[[str], Reading]
LONGEST = 80


def shown(value: Any) -> str:
    """As a person reads it back."""
    if value is None:
        return ""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return "、".join(filter(None, map(shown, value)))
    words = str(value)
    return f"{words[:LONGEST]}…" if len(words) > LONGEST else words


@dataclass(frozen=True)
class Column:
    """`labels`: what it is called, in the reader's own language first; `words`: what its cells may say, to choose from."""

    name: str
    labels: tuple[str, ...]
    read: Read = text
    is_required: bool = False
    words: tuple[str, ...] = ()
    example: str = ""
    width: int = 16
    show: Callable[[Any], str] = field(default=shown)

    @property
    def label(self) -> str:
        return self.labels[0]


Options = Iterable[tuple[object, tuple[str, ...]]]


def choice_column(name: str, labels: tuple[str, ...], options: Options, *, many: bool = False, **rest: Any) -> Column:
    """`options`: what stands for each choice, and its words, in the reader's own language first."""
    kept = list(options)
    meant: dict[str, set[object]] = {}
    for key, words in kept:
        for word in words:
            meant.setdefault(word, set()).add(key)
    # A word that stands for two things is refused as one that stands for none.
    names = {word: key for word, keys in meant.items() if len(keys) == 1 for key in keys}
    own = {key: words[0] for key, words in kept}
    read = choices(names) if many else choice(names)
    rest.setdefault("words", tuple(own.values()))
    return Column(name, labels, read=read, show=_show_choice(own), **rest)


def _show_choice(own: Mapping[object, str]) -> Callable[[Any], str]:
    def show(value: Any) -> str:
        return shown([own[key] for key in value] if isinstance(value, list) else own.get(value, ""))

    return show
