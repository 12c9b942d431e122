"""Search that finds Chinese words inside sentences, on SQLite and PostgreSQL.

Both engines take an unbroken run of Chinese as one word. So a run is indexed as its single
characters and its pairs of neighbours, and a query asks for the pairs (all of them).
"""

import re
from importlib import import_module

from django.db import connection
from modelsearch.backends.base import EmptySearchResults

from portal.text import folded_text

RUN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
WORD = re.compile(r"\w+")
QUERY_LIMIT = 100


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
