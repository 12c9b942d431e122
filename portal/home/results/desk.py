"""One box for those who work here: a case, a unit, an event, a person or a figure by any part of its name or number."""

from itertools import islice

from portal.accounts.permissions import has_role
from portal.manifests import Found, declared
from portal.text import folded_text

LEAST, MOST = 2, 20


def found_on_desk(user, words: str) -> list[tuple[str, list[Found]]]:
    """By kind, at most twenty of each; kinds in which nothing was found are not named."""
    words = folded_text(words).strip()
    if len(words) < LEAST:
        return []
    finders = [finder for finder in declared("finders") if has_role(user, *finder.roles)]
    found = [(str(finder.label), list(islice(finder.find(user, words), MOST))) for finder in finders]
    return [(label, rows) for label, rows in found if rows]
