"""One search over services, pages, news, campaigns, events, cells, indicators and the sorting guide.

Each room finds what holds some of the words (portal.cms.search); all kinds together are put in order by how near
they are (portal.home.results.ranking), and what only sounds like a name is asked for too (portal.home.results.meaning).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.home.phrases import as_written, essence
from portal.home.results.meaning import meant, simplified, spelled
from portal.home.results.ranking import scores
from portal.home.results.snippets import Piece, marked, snippet
from portal.home.results.sources import known_names, object_names
from portal.home.results.spoken import said_otherwise, topics_of
from portal.manifests import Found, SearchSource, declared
from portal.text import folded_text

MOST, FEW = 60, 5
# Of what is found by the topic alone: less than any word gives.
LAST = 1e-6


@dataclass(frozen=True)
class Hit:
    kind: SearchSource
    title: list[Piece]
    url: str
    text: list[Piece]


def kinds() -> list[SearchSource]:
    return declared("searches")


def search(query: str, kind: str = "") -> list[Hit]:
    """What fits the query, the nearest first, of all kinds or of one."""
    plain = as_written(simplified(query))
    words = essence(plain)
    near = _near(words, kind)
    # What was typed may only sound right: then what it sounds like is asked for as well.
    # People have words of their own for what the site is about.
    known = known_names()
    for name in [*meant(words, known), *spelled(words, known, object_names()), *said_otherwise(folded_text(plain))]:
        near += _near(name, kind)
    if len({found.url for score, _source, found in near if score}) < FEW:
        near += [hit for name in topics_of(folded_text(plain)) for hit in _last(_near(name, kind or "services"))]
    near.sort(key=lambda hit: (-hit[0], hit[1].order))
    once = {(source.value, found.url): (source, found) for score, source, found in reversed(near) if score}
    order = list(dict.fromkeys((source.value, found.url) for score, source, found in near if score))
    return [_hit(*once[place], words) for place in order][:MOST]


def _last(near: list[tuple[float, SearchSource, Found]]) -> list[tuple[float, SearchSource, Found]]:
    """The best of them alone, after everything that was found by the words."""
    best = max(near, key=lambda hit: hit[0], default=None)
    return [(LAST, *best[1:])] if best and best[0] else []


def _near(words: str, kind: str) -> list[tuple[float, SearchSource, Found]]:
    asked = [source for source in kinds() if source.value == kind] or kinds()
    found = [(source, one) for source in asked for one in source.find(words)]
    near = scores(words, [([one.title, *one.names], one.text) for _source, one in found])
    return [(score, source, one) for score, (source, one) in zip(near, found, strict=True)]


def counts_by_kind(hits: Iterable[Hit]) -> list[tuple[SearchSource, int]]:
    found = [hit.kind for hit in hits]
    return [(kind, found.count(kind)) for kind in kinds() if kind in found]


def _hit(source: SearchSource, found: Found, words: str) -> Hit:
    return Hit(source, marked(found.title, words), found.url, snippet(found.text, words))
