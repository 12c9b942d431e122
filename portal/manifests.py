"""What a room tells the rest of the house about itself.

Each room of INSTALLED_APPS that has anything to say has a `manifest.py` with one MANIFEST: data, and references to its
own functions. Whoever shows, runs or checks something for all rooms loops over `manifests()`, and knows none of them by
name. `order` says where a thing stands among those of other rooms.
"""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from io import StringIO
from typing import Any, Protocol, TypeAlias

from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

Words: TypeAlias = str | Promise
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Link:
    """`name`: of an address without arguments. `text`: what is said of it where there is room."""

    order: int
    label: Words
    icon: str
    name: str
    # Of those who work here, who is offered it: staff of these roles; no role, who is no staff; None, whoever signed in.
    roles: Collection[Any] | None = None
    # The column of the site behind it: while nothing is in it, nobody is led there.
    column: str = ""
    text: Words = ""


@dataclass(frozen=True)
class Service:
    """What one can do here, with the words of both languages by which residents and units look for it."""

    order: int
    title: Words
    text: Words
    name: str
    words: str

    @property
    def url(self) -> str:
        return str(reverse(self.name))


@dataclass(frozen=True)
class Found:
    """What may fit a visitor's words. `names`: others by which it is called."""

    title: str
    url: str
    text: str = ""
    names: Sequence[str] = ()


@dataclass(frozen=True)
class SearchSource:
    """`value`: the kind of what is found, as an address names it. `names`: of what holds all that was typed."""

    order: int
    value: str
    label: Words
    find: Callable[[str], Iterable[Found]]
    names: Callable[[str], Iterable[str]] | None = None


class Rhythm(Protocol):
    """When a duty is due again: `portal.rhythm`."""

    @property
    def period(self) -> timedelta: ...

    def after(self, moment: datetime, /) -> datetime: ...


@dataclass(frozen=True)
class Duty:
    """A command that is safe to repeat, and when it runs. By night what only the portal notices, by morning the rest."""

    command: tuple[str, ...]
    rhythm: Rhythm
    label: Words

    @property
    def name(self) -> str:
        return self.command[0]

    @property
    def is_quick(self) -> bool:
        """Whether it comes round within minutes: such duties do not queue behind those that take their time."""
        return self.rhythm.period < HOUR

    def do(self) -> None:
        call_command(*self.command, verbosity=0, stdout=StringIO(), stderr=StringIO())


class Law(StrEnum):
    """What must hold whatever happened, by its number in the fault model."""

    NO_LOSS = "I1"
    NO_DOUBLE = "I2"
    NO_HALF = "I3"
    DERIVED = "I4"
    ORDER = "I5"
    NUMBERS = "I6"
    QUOTAS = "I7"
    HONESTY = "I8"
    ISOLATION = "I9"


@dataclass(frozen=True)
class Invariant:
    """`search` gives the opaque ids of rows that break the law, so that what it found can be handed around."""

    law: Law
    search: Callable[[datetime], Iterable[str]]


@dataclass(frozen=True)
class Retention:
    """Personal data that goes when its time is over. `forget` takes `now` and returns how many went."""

    what: str
    forget: Callable[..., int]


@dataclass(frozen=True)
class Drawn:
    """A figure for the board, with all that it was made from. `number`: the plan's own indicator, where it is one."""

    number: int | None
    day: date  # the quarter of the figure is the one that holds it
    formula: str
    source: str
    method: str
    measure: str = "indicator"
    inputs: dict[str, Any] = field(default_factory=dict)
    counted: list[dict[str, Any]] = field(default_factory=list)
    excluded: list[dict[str, Any]] = field(default_factory=list)

    @property
    def frozen(self) -> dict[str, Any]:
        return {"formula": self.formula, "inputs": self.inputs, "counted": self.counted, "excluded": self.excluded}


@dataclass(frozen=True)
class Figures:
    """What the board draws of a room on a day, and how each is made again from what was frozen alone."""

    drawn: Callable[[date], Iterable[Drawn]]
    formulas: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]
    # Why a record does not count: its code in the frozen figure, and how that is said.
    reasons: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """How the work of a room stands today, at a glance for the district: a template and what it shows."""

    order: int
    template: str
    context: Callable[[date, datetime], dict[str, Any]]


@dataclass(frozen=True)
class Ground:
    """A command that brings in what a new portal stands on; safe to repeat."""

    title: str
    command: str


@dataclass(frozen=True)
class Manifest:
    """`room`: the package. What is not said is not there."""

    room: str
    urls: Sequence[tuple[str, str]] = ()  # where it answers: the beginning of its addresses, and their module
    templates: Collection[str] = ()  # folders whose words are in its catalogue, beside the one that has its name
    is_authored: bool = False  # by the district administrator, in the content system
    ground: Sequence[Ground] = ()
    # What anybody can do here: in every page's head, on the front page, found by its words.
    tasks: Sequence[Link] = ()
    front: Sequence[Link] = ()
    services: Sequence[Service] = ()
    searches: Sequence[SearchSource] = ()
    finders: Sequence[Any] = ()  # of `portal.finding`
    # Where people work; where what somebody asks about their own data is looked up, by a reference.
    places: Sequence[Link] = ()
    lookups: Sequence[Link] = ()
    told: Collection[str] = ()  # kinds of tasks that only tell something: whom they wait for puts them away
    undoes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)  # operations of `portal.inbox.undoing`
    answering: Collection[str] = ()  # addresses to which answers are sent: what became of them is counted
    duties: Sequence[Duty] = ()
    invariants: Sequence[Invariant] = ()
    retention: Sequence[Retention] = ()
    # Of `portal.ledger.guards`: what the database itself refuses; of `portal.health`: lines of the portal's state; of
    # `portal.cms.public_pages`; of `portal.doors`: what answers before Django does, by the dotted name of its maker.
    guards: Sequence[Any] = ()
    public: Sequence[Any] = ()
    health: Sequence[Any] = ()
    doors: Sequence[str] = ()
    first_day: Sequence[Any] = ()  # of `portal.first_day`: what must be there before the portal opens
    # Rows that are not what the ledger says, and what of each.
    altered: Callable[[], Iterable[tuple[str, str]]] | None = None
    figures: Figures | None = None
    panels: Sequence[Panel] = ()
    tells: Callable[..., Any] | None = None  # a story of another room as a draft of the public site (portal.telling)

    @property
    def label(self) -> str:
        """The name of the app, of its catalogue and of its folder of templates."""
        return self.room.rpartition(".")[2]

    @property
    def is_job(self) -> bool:
        return not self.room.startswith("portal.")


@cache
def manifests() -> tuple[Manifest, ...]:
    """Those of all rooms, in the order of INSTALLED_APPS: the roof first."""
    autodiscover_modules("manifest")
    names = (f"{app.name}.manifest" for app in apps.get_app_configs())
    return tuple(sys.modules[name].MANIFEST for name in names if name in sys.modules)


def declared(kind: str) -> list[Any]:
    """What all rooms declare of a kind, by its order where it has one."""
    found = [thing for manifest in manifests() for thing in getattr(manifest, kind)]
    return sorted(found, key=lambda thing: getattr(thing, "order", 0))


def from_below(kind: str) -> list[Any]:
    """What all rooms declare of a kind, the floor's first: what is above stands on it."""
    return [thing for manifest in reversed(manifests()) for thing in getattr(manifest, kind)]
