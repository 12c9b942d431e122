"""A public page as an article for WeChat: styles inline, since its editor keeps no others; links told as addresses.

Its editor keeps section, p, span, strong, img and tables with what stands in their own `style`, and drops classes,
scripts and links to other sites. A picture of people whose consent is not noted is left out, and named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from portal.cms.frame.sharing import absolute
from portal.cms.models.pictures import PortalImage

JADE, SOFT, MIST, LINE = "#0B6B50", "#4A5A51", "#E4F1EC", "#D9DDD6"
TEXT = "margin:0 0 16px;font-size:16px;line-height:1.75;color:#16211B;"
STYLES = {
    "p": TEXT,
    "h2": f"margin:28px 0 12px;padding-left:10px;border-left:4px solid {JADE};font-size:18px;line-height:1.5;font-weight:bold;",
    "h3": "margin:20px 0 8px;font-size:17px;line-height:1.5;font-weight:bold;",
    "ul": f"{TEXT}padding-left:24px;",
    "ol": f"{TEXT}padding-left:24px;",
    "li": "margin:0 0 6px;",
    "strong": f"color:{JADE};",
    "figure": "margin:0 0 20px;",
    "img": "display:block;width:100%;height:auto;border-radius:6px;",
    "figcaption": f"margin:6px 0 0;font-size:14px;line-height:1.6;color:{SOFT};text-align:center;",
    "quote": f"margin:0 0 16px;padding:12px 16px;border-left:4px solid {JADE};background:{MIST};",
    "table": f"width:100%;border-collapse:collapse;margin:0 0 16px;font-size:14px;border:1px solid {LINE};",
    "cell": f"padding:8px;border:1px solid {LINE};text-align:left;line-height:1.5;",
    "foot": f"margin:32px 0 0;padding-top:12px;border-top:1px solid {LINE};font-size:14px;line-height:1.75;color:{SOFT};",
}
PICTURE = "width-1080|format-jpeg"


@dataclass(frozen=True)
class Article:
    """`html`: what is pasted. `pictures`: those that are in it. `left_out`: the titles of those without consent."""

    title: str
    summary: str
    html: SafeString
    pictures: list[PortalImage]
    left_out: list[str]


def article_of(page) -> Article:
    """What the page says to everybody, as its live row has it."""
    writer = _Writer()
    cover = [writer.picture(page.cover)] if page.cover else []
    lead = [_styled("p", page.summary)] if page.summary else []
    parts = [*lead, *cover, *(writer.block(child) for child in getattr(page, "body", []))]
    html = format_html_join("\n", "{}", ((part,) for part in [*parts, _foot(page)] if part))
    html = format_html("<section>{}</section>", html)
    return Article(page.title, page.summary, html, list(writer.pictures.values()), list(writer.left_out.values()))


def plain(html: str) -> SafeString:
    """Rich text with the styles on its own tags; a link is its words and its address."""
    soup = BeautifulSoup(expand_db_html(html), "html.parser")
    for link in soup.find_all("a"):
        address = absolute(link.get("href") or "")
        link.name = "span"
        if address.startswith("http") and link.get_text(strip=True) != address:
            link.append(f"（{address}）")
    for tag in soup.find_all(True):
        tag.name = {"b": "strong", "h4": "h3"}.get(tag.name, tag.name)
        style = STYLES.get(tag.name)
        tag.attrs = {"style": style} if style else {}
    return mark_safe(str(soup))  # noqa: S308 - Wagtail's own rich text, without attributes but ours


def _styled(name: str, content: object, style: str = "") -> SafeString:
    return format_html('<{} style="{}">{}</{}>', name, STYLES[style or name], content, name)


def _foot(page) -> SafeString:
    said = _("Read on the portal: %(address)s") % {"address": absolute(page.get_url() or "")}
    return _styled("p", said, "foot")


def _lines(text: str) -> SafeString:
    return plain(linebreaks(text, autoescape=True))


class _Writer:
    """Block by block; remembers the pictures that are in it and those that are not."""

    def __init__(self) -> None:
        self.pictures: dict[int, PortalImage] = {}
        self.left_out: dict[int, str] = {}
        self.kinds: dict[str, Callable[[Any], SafeString]] = {
            "heading": lambda value: _styled("h2", value),
            "paragraph": lambda value: plain(value.source),
            "image": lambda value: self.picture(value["image"], value["caption"]),
            "quote": self._quote,
            "notice": lambda value: self._boxed(value["title"], value["text"]),
            "table": self._table,
            "gallery": self._gallery,
            "questions": self._questions,
        }

    def block(self, child) -> SafeString:
        """What has no place in an article (lists of pages, of events, of files) is left to the portal."""
        write = self.kinds.get(child.block_type)
        return write(child.value) if write else SafeString("")

    def picture(self, image, caption: str = "") -> SafeString:
        if image is None:
            return SafeString("")
        if image.shows_people and not image.people_agreed:
            self.left_out[image.pk] = image.title
            return SafeString("")
        self.pictures[image.pk] = image
        words = "" if getattr(image, "decorative", False) else getattr(image, "contextual_alt_text", None)
        drawn = format_html(
            '<img src="{}" alt="{}" style="{}">',
            absolute(image.get_rendition(PICTURE).url),
            image.description if words is None else words,
            STYLES["img"],
        )
        below = _styled("p", caption, "figcaption") if caption else ""
        return format_html('<section style="{}">{}{}</section>', STYLES["figure"], drawn, below)

    def _gallery(self, value) -> SafeString:
        head = [_styled("h2", value["title"])] if value["title"] else []
        return _joined([*head, *(self.picture(one["image"], one["caption"]) for one in value["pictures"])])

    def _quote(self, value) -> SafeString:
        source = _styled("p", f"—— {value['source']}", "figcaption") if value["source"] else ""
        return format_html('<section style="{}">{}{}</section>', STYLES["quote"], _lines(value["text"]), source)

    def _boxed(self, title: str, text: str) -> SafeString:
        return format_html(
            '<section style="{}">{}{}</section>', STYLES["quote"], _styled("h3", title), _lines(text) if text else ""
        )

    def _table(self, value) -> SafeString:
        rows = value.block.rows_of(value)
        lines = [
            format_html("<tr>{}</tr>", _joined(_styled("th" if not number else "td", cell, "cell") for cell in row))
            for number, row in enumerate(rows)
        ]
        head = _styled("p", value["caption"], "figcaption")
        return format_html('{}<table style="{}"><tbody>{}</tbody></table>', head, STYLES["table"], _joined(lines))

    def _questions(self, value) -> SafeString:
        head = [_styled("h2", value["title"])] if value["title"] else []
        items = [_joined([_styled("h3", item["question"]), plain(item["answer"].source)]) for item in value["items"]]
        return _joined([*head, *items])


def _joined(parts: Iterable[object]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
