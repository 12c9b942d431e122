"""Rich text: only signs that can be seen; links and pictures whose keys are none are left out, the words stay."""

import re

from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.images.rich_text import ImageEmbedHandler
from wagtail.rich_text.pages import PageLinkHandler

from portal.text import typed_text

KEY = re.compile(r"[0-9]{1,18}")
FORMATS = frozenset({"fullwidth", "left", "right"})


class _Sound:
    """What Wagtail's handlers ask the database for is a key that a row could have."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        sound = [attrs if KEY.fullmatch(attrs.get("id", "")) else None for attrs in attrs_list]
        found = iter(super().get_many([attrs for attrs in sound if attrs]))
        return [next(found) if attrs else None for attrs in sound]

    @classmethod
    def extract_references(cls, attrs):
        if KEY.fullmatch(attrs.get("id", "")):
            yield from super().extract_references(attrs)


class PageLinks(_Sound, PageLinkHandler):
    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list:
        # A page outside of the site has no address.
        return [page if page and page.localized.url else None for page in super().get_many(attrs_list)]


class DocumentLinks(_Sound, DocumentLinkHandler):
    pass


class Pictures(_Sound, ImageEmbedHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        known = [attrs if attrs.get("format") in FORMATS else {**attrs, "format": "fullwidth"} for attrs in attrs_list]
        return super().expand_db_attributes_many(known)


class Editor(DraftailRichTextArea):
    """Draftail sends its text packed in JSON, where control signs are written as plain ones."""

    def value_from_datadict(self, data, files, name):
        html = super().value_from_datadict(data, files, name)
        return typed_text(html) if html else html
