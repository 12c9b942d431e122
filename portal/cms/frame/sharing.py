"""How a page shows itself outside: to whoever gets its link, and to search engines."""

import json

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

# What would end the element, as Django's json_script writes it.
ESCAPES = str.maketrans({">": "\\u003E", "<": "\\u003C", "&": "\\u0026"})
PICTURE = "fill-600x600|format-jpeg"


def absolute(path: str) -> str:
    """An address of ours as others reach it: by the name that the portal is configured with, not by a header's."""
    return f"{settings.PORTAL_BASE_URL}{path}" if path.startswith("/") else path


def picture_of(page) -> str:
    """The page's cover, square and as JPEG, or the portal's own mark: WeChat draws neither SVG nor WebP."""
    cover = getattr(page, "cover", None)
    return absolute(cover.get_rendition(PICTURE).url if cover else static("portal/share.png"))


def publisher() -> dict:
    """Who speaks here, as search engines read it."""
    logo = {"@type": "ImageObject", "url": absolute(static("portal/share.png"))}
    return {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/"), "logo": logo}


def address_of(request) -> str:
    """The one address of this page; nothing for what was searched or filtered."""
    return "" if not request or request.GET else absolute(request.path)


def data_script(data: dict) -> str:
    """Structured data as a block of data; it is never run, so the content policy has nothing against it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
