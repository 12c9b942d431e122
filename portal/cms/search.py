"""Search that finds Chinese words inside sentences, on SQLite and PostgreSQL.

Both engines take an unbroken run of Chinese as one word. So a run is indexed as its single
characters and its pairs of neighbours, and a query asks for the pairs (all of them).
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module

from django.db import connection, models
from modelsearch.backends.base import EmptySearchResults
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.index import SearchField

from portal.manifests import Found
from portal.text import RUN, folded_text

WORD = re.compile(r"\w+")
QUERY_LIMIT = 100
MOST_OF_A_KIND = 30
NAMES_OF_A_KIND = 5


def _pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run) - 1)]


def indexed(text: str) -> str:
    """The text as it goes into the index."""
    return RUN.sub(lambda run: f" {' '.join([*run[0], *_pairs(run[0])])} ", folded_text(text))


def asked(text: str) -> str:
    """A visitor's words as a query: signs that the engines would read as syntax are gone."""
    words = " ".join(WORD.findall(folded_text(text[:QUERY_LIMIT])))
    return RUN.sub(lambda run: f" {' '.join(_pairs(run[0]) or run[0])} ", words).strip()


# Only the vendor's own module may be imported: the other's models do not exist.
_folder, _prefix = {"postgresql": ("postgres", "Postgres"), "sqlite": ("sqlite", "SQLite")}[connection.vendor]
_module = import_module(f"modelsearch.backends.database.{_folder}.{_folder}")


class Indexer(_module.ObjectIndexer):
    def prepare_value(self, value):
        return indexed(super().prepare_value(value))


_module.ObjectIndexer = Indexer  # the index class takes its indexer from its module


class SearchBackend(getattr(_module, f"{_prefix}SearchBackend")):
    def _search(self, compiler, query, model, **kwargs):
        if isinstance(query, str):
            query = asked(query)
            if not query:
                return EmptySearchResults()
        return super()._search(compiler, query, model, **kwargs)


def best_of(rows, words: str) -> list:
    """Those that hold some of the words, the nearest first."""
    return list(get_search_backend().search(words, rows, operator="or")[:MOST_OF_A_KIND])


def searched_text(item: models.Model) -> str:
    """All text by which an item is found."""
    fields = [field for field in item.get_search_fields() if isinstance(field, SearchField)]
    values = (field.get_value(item) for field in fields if field.field_name != "title")
    return " ".join(part for value in values for part in _parts(value) if part)


def _parts(value: object) -> Iterator[str]:
    """A stream of blocks gives a list of texts, other fields one."""
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _parts(part)
    elif value:
        yield str(value)


def pages_of(rows: Callable[[], models.QuerySet]) -> Callable[[str], list[Found]]:
    """A search over the public pages among these, in the active language."""

    def found(words: str) -> list[Found]:
        live = rows().live().public().filter(locale=Locale.get_active())
        pages = Page.objects.filter(pk__in=[page.pk for page in best_of(live, words)]).specific()
        return [Found(page.title, page.url, searched_text(page)) for page in pages if page.url]

    return found
