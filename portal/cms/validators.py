"""What an editor is asked before a page goes to the second person: plain mistakes, each with its words.

A guard names what it found; an editor mends it or writes why it shall stand (portal.cms.models.page_form).
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

# A mobile number, and the eighteen signs of an identity number, standing alone.
MOBILE = re.compile(r"(?<![A-Za-z0-9_.])1[3-9]\d(?:[ -]?\d{4}){2}(?![A-Za-z0-9_])")
IDENTITY = re.compile(r"(?<![A-Za-z0-9_])\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![A-Za-z0-9_])")


@dataclass(frozen=True)
class Finding:
    code: str
    words: str


def personal_data(text: str) -> list[str]:
    """Mobile and identity numbers in a text, as they stand."""
    return [match[0] for pattern in (MOBILE, IDENTITY) for match in pattern.finditer(text)]


def findings(page: Page, now: dt.datetime) -> list[Finding]:
    """What is likely to be wrong with a page on the day on which it goes live."""
    moment = page.go_live_at or now
    return [
        *_missing_summary(page),
        *_personal_data(page),
        *_people(page),
        *_past(page, moment),
        *_outdated_links(page, moment),
    ]


def _missing_summary(page) -> Iterator[Finding]:
    if not page.summary.strip():
        yield Finding("summary", _("The summary is empty: cards, search and shared links would show nothing."))


def _personal_data(page) -> Iterator[Finding]:
    texts = [page.title, page.summary, page.search_description, *(raw_text(page, field) for field in streams(page))]
    for found in personal_data("\n".join(texts)):
        shown = f"{found[:3]}…{found[-2:]}"
        yield Finding("personal", _("A number that looks like a person's own: %(shown)s.") % {"shown": shown})


def _people(page) -> Iterator[Finding]:
    described = _described(page)
    for image in _images(page):
        if image.shows_people and not image.people_agreed:
            words = _("The picture “%(title)s” shows people whose consent is not noted.")
            yield Finding("consent", words % {"title": image.title})
        if not image.description and image.pk not in described:
            words = _(
                "The picture “%(title)s” has no words for those who cannot see it. Write them beside the picture, or in the "
                "picture's own description."
            )
            yield Finding("alt", words % {"title": image.title})


def _past(page, moment) -> Iterator[Finding]:
    if reason := page.why_outdated(moment):
        yield Finding("past", reason)


def _outdated_links(page, moment) -> Iterator[Finding]:
    keys = [key for model, key in _references(page) if issubclass(model, Page)]
    for linked in Page.objects.filter(pk__in=keys).specific():
        if not linked.live and not linked.go_live_at:
            yield Finding("link", _("“%(title)s” is linked, but not public.") % {"title": linked.title})
        elif reason := getattr(linked, "why_outdated", lambda moment: "")(moment):
            yield Finding("link", _("“%(title)s” is linked: %(reason)s") % {"title": linked.title, "reason": reason})


def streams(page) -> list:
    """The fields of blocks and of rich text: they know what they refer to."""
    return [field for field in page._meta.get_fields() if hasattr(field, "extract_references")]


def raw_text(page, field) -> str:
    value = getattr(page, field.name)
    raw = getattr(value, "raw_data", None)
    return str(value) if raw is None else json.dumps(list(raw), ensure_ascii=False)


def _references(page) -> Iterator[tuple[type, str]]:
    for field in streams(page):
        for model, key, *_paths in field.extract_references(getattr(page, field.name)):
            yield model, key


def _described(page) -> set[int]:
    """Pictures that have their words wherever a block shows them, or are said there to add nothing; the cover has none."""
    places = [place for field in streams(page) for place in _places(getattr(getattr(page, field.name), "raw_data", []))]
    silent = {place["image"] for place in places if not (place["decorative"] or (place["alt_text"] or "").strip())}
    return {place["image"] for place in places} - silent - {page.cover_id}


def _places(raw) -> Iterator[dict]:
    """Where blocks show a picture: each as it is stored, with `image`, `decorative` and `alt_text`."""
    if isinstance(raw, dict) and {"image", "decorative", "alt_text"} <= raw.keys():
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from _places(value)
    elif not isinstance(raw, str | bytes) and hasattr(raw, "__iter__"):
        for value in raw:
            yield from _places(value)


def _images(page) -> list:
    model = page._meta.get_field("cover").related_model
    keys = [key for found, key in _references(page) if issubclass(found, model)]
    return list(model.objects.filter(pk__in=[*keys, page.cover_id] if page.cover_id else keys))
