"""What is wrong between the rows of the next plan, and between them and the plan before."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.board.forms.plan_columns import DRAWN
from portal.board.forms.plan_rules import is_dropped
from portal.directory.concordance import Link, left_out, link_faults
from portal.directory.models import Indicator
from portal.papers.words import listed

ONCE = ("number", "code", "name")
WORDS = {
    "unknown": gettext_lazy("The plan before has no number %(number)s."),
    "twice": gettext_lazy("Number %(number)s of the plan before goes on twice; only what is split does."),
    "alone": gettext_lazy("Number %(number)s is split, but only one row goes on from it."),
    "one": gettext_lazy("Name the one number of the plan before from which this goes on."),
    "several": gettext_lazy("What is merged goes on from two numbers of the plan before, or more."),
    "none": gettext_lazy("A new indicator goes on from no number of the plan before."),
    "which": gettext_lazy("Name the numbers of the plan before that are dropped."),
    "number": gettext_lazy("What is dropped has no number in the next plan."),
}
Found = tuple[int | None, str, str]


def linked_faults(said: Sequence[Mapping], old: Mapping[int, Indicator]) -> Iterator[Found]:
    """Of which row (None: of the table as a whole), in which column, in which words."""
    yield from _doubled(said)
    links = [_link(one) for one in said]
    places = [place for place, link in enumerate(links) if link]
    known = [link for link in links if link]
    for place, code, number in link_faults(known, frozenset(old)):
        column = "number" if code == "number" else "continues"
        yield places[place], column, WORDS[code] % {"number": number}
    if len(known) == len(said) and (missing := left_out(known, frozenset(old))):
        words = _("Of these numbers of the plan before nothing is said: %(numbers)s. Say what became of each.")
        yield None, "continues", words % {"numbers": listed(missing)}
    yield from _drawn(said, old)


def _link(said: Mapping) -> Link | None:
    """Nothing of a row whose cells could not be read: that is said already."""
    if not said.get("continuity") or "continues" not in said:
        return None
    return Link(said.get("number") or None, said["continuity"], said["continues"])


def _doubled(said: Sequence[Mapping]) -> Iterator[Found]:
    for name in ONCE:
        seen: set[object] = set()
        for place, one in enumerate(said):
            value = one.get(name)
            if not value or is_dropped(one):
                continue
            if value in seen:
                yield place, name, _("“%(word)s” stands twice.") % {"word": value}
            seen.add(value)


def _drawn(said: Sequence[Mapping], old: Mapping[int, Indicator]) -> Iterator[Found]:
    """The portal knows how to draw what it draws now, and no other figure."""
    seen: set[int] = set()
    for place, one in enumerate(said):
        if one.get("origin") == DRAWN and "continues" in one:
            figures = {old[number].drawn_as for number in one["continues"] if number in old} - {None}
            if len(figures) != 1 or len(one["continues"]) != 1:
                yield place, "origin", _("The portal draws no such figure; it goes on from one that it draws now.")
            elif figures & seen:
                yield place, "origin", _("The portal draws this figure for another row already.")
            seen |= figures
