"""Feeds as strict readers take them: nothing that XML cannot hold, an author, a time of change and a lasting name each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import get_language

from portal.text import xml_text

Facts = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """`name`: what it is called wherever it moves, a URN; `link` is absolute."""

    name: str
    title: str
    link: str
    text: str
    published: datetime
    changed: datetime


class _Sound(SyndicationFeed):
    def write(self, outfile, encoding) -> None:
        self.feed, self.items = _plain(self.feed), list(map(_plain, self.items))
        super().write(outfile, encoding)


class Atom(_Sound, Atom1Feed):
    """RFC 4287."""


class Rss(_Sound, Rss201rev2Feed):
    """RSS 2.0 with the address of itself."""


def feed_of(kind: type[_Sound], *, title: str, about: str, link: str, own: str, author: str) -> _Sound:
    """`own`: the address of the feed itself; all addresses are absolute."""
    facts = {"feed_url": own, "author_name": author, "language": get_language()}
    return kind(title, link, about, **facts)


def add_entry(feed: _Sound, entry: Entry) -> None:
    feed.add_item(
        entry.title,
        entry.link,
        escape(entry.text),  # read as HTML
        unique_id=entry.name,
        unique_id_is_permalink=False,
        pubdate=entry.published,
        updateddate=entry.changed,
    )


def _plain(facts: Facts) -> Facts:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in facts.items()}
