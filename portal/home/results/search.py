"""One search over services, pages, news, campaigns, events, cells, indicators and the sorting guide.

Each room finds what holds some of the words (portal.cms.search); what holds less than half of them is left
out, and all kinds together are put in order by how near they are (portal.home.results.ranking).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.home.phrases import essence
from portal.home.results.ranking import closeness
from portal.home.results.snippets import Piece, marked, snippet
from portal.manifests import Found, SearchSource, declared

MOST = 60


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
    words = essence(query)
    asked = [source for source in kinds() if source.value == kind] or kinds()
    near = [
        (closeness(words, [found.title, *found.names], found.text), source, found)
        for source in asked
        for found in source.find(words)
    ]
    near.sort(key=lambda hit: (-hit[0], hit[1].order))
    return [_hit(source, found, words) for score, source, found in near if score][:MOST]


def counts_by_kind(hits: Iterable[Hit]) -> list[tuple[SearchSource, int]]:
    found = [hit.kind for hit in hits]
    return [(kind, found.count(kind)) for kind in kinds() if kind in found]


def _hit(source: SearchSource, found: Found, words: str) -> Hit:
    return Hit(source, marked(found.title, words), found.url, snippet(found.text, words))
