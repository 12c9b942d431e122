"""Names that go on as somebody types: of services, objects of the sorting guide, pages, events and cells."""

from itertools import chain

from portal.manifests import declared

MOST = 8


def suggested_names(typed: str, kind: str = "") -> list[str]:
    """At most eight names, of all kinds or of one, that hold what was typed, those that begin with it first."""
    typed = typed.strip()
    if not typed:
        return []
    found = (source.names(typed) for source in declared("searches") if source.names and kind in ("", source.value))
    once = list(dict.fromkeys(chain.from_iterable(found)))
    return sorted(once, key=lambda name: not name.casefold().startswith(typed.casefold()))[:MOST]
