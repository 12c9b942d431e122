"""A public page as a sheet for the notice board: A3, to be read from two metres, with the code that leads to it."""

import base64
import json
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from wagtail.rich_text import expand_db_html

from portal import clock
from portal.cms.frame.sharing import absolute
from portal.papers.qr import qr_svg
from portal.typesetting import typeset

SOURCE = Path(__file__).with_name("sheet.typ")
PICTURE, WIDTH, HEIGHT = "fill-1600x800|format-jpeg", 1600, 800
# Signs of the text that a sheet holds at a size that is read standing.
MOST = 520


def notice_sheet(page) -> bytes:
    """One A3 page as PDF. The cover is drawn only where those whom it shows agreed."""
    address = absolute(page.get_url() or "")
    words = {
        "district": settings.DISTRICT.full_name,
        "portal": settings.WAGTAIL_SITE_NAME,
        "title": page.title,
        "summary": page.summary,
        "paragraphs": shortened(paragraphs_of(page)),
        "picture": _picture(page.cover),
        "qr": qr_svg(address),
        "address": address,
        "day": clock.today().isoformat(),
    }
    return typeset(SOURCE, {"sheet": json.dumps(words, ensure_ascii=False)})


def paragraphs_of(page) -> list[str]:
    """The plain words of headings and paragraphs, in their order."""
    found = []
    for child in getattr(page, "body", []):
        if child.block_type == "heading":
            found.append(str(child.value))
        elif child.block_type == "paragraph":
            soup = BeautifulSoup(expand_db_html(child.value.source), "html.parser")
            found += [text for tag in soup.find_all(["p", "li", "h2", "h3"]) if (text := tag.get_text(" ", strip=True))]
    return found


def shortened(paragraphs: list[str], most: int = MOST) -> list[str]:
    """Whole paragraphs while there is room; the rest is read on the portal.

    >>> shortened(["ab", "cd", "ef"], most=4)
    ['ab', 'cd', '……']
    """
    kept: list[str] = []
    for text in paragraphs:
        if sum(map(len, kept)) + len(text) > most:
            return [*kept, "……"] if kept else [f"{text[: most - 2]}……"]
        kept.append(text)
    return kept


def _picture(cover) -> str:
    """The picture inside a drawing, since typst takes bytes of text alone."""
    if cover is None or (cover.shows_people and not cover.people_agreed):
        return ""
    with cover.get_rendition(PICTURE).file.open("rb") as file:
        data = base64.b64encode(file.read()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<image width="{WIDTH}" height="{HEIGHT}" href="data:image/jpeg;base64,{data}"/></svg>'
    )
