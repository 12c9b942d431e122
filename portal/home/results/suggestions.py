"""Names that go on as somebody types: of services, objects of the sorting guide, pages, events and cells."""

from itertools import chain

from portal.manifests import declared

MOST = 8


def suggested_names(typed: str) -> list[str]:
    """At most eight names that hold what was typed, those that begin with it first; nothing for nothing."""
    typed = typed.strip()
    if not typed:
        return []
    found = (source.names(typed) for source in declared("searches") if source.names)
    once = list(dict.fromkeys(chain.from_iterable(found)))
    return sorted(once, key=lambda name: not name.casefold().startswith(typed.casefold()))[:MOST]
