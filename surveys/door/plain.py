"""Which requests the door looks at: those of which it knows all that Django would look at."""

import re
from dataclasses import dataclass

from django.http import parse_cookie

from portal.cms.frame.modes import CHOICES, chosen_by
from surveys.forms.posted import COOKIE

LANGUAGE = r"(?P<language>/en)?"
FORM = re.compile(LANGUAGE + r"/(?:surveys/(?P<slug>[-a-zA-Z0-9_]{1,50})/|q/(?P<token>[a-z0-9]{1,12}-[a-z0-9]{1,20}))")
# Its form is drawn for one visitor, so only the post is looked at.
INVITED = re.compile(LANGUAGE + r"/surveys/(?P<invited>invited)/answer/")
RECEIPT = re.compile(LANGUAGE + r"/surveys/receipts/(?P<reference>[A-Z0-9]{4}-[A-Z0-9]{4})/")
PLACE = re.compile(r"place=[a-z0-9]{1,12}-[a-z0-9]{1,20}")
# What else of a request decides what the answer is: which of our names it was sent to, and whether over TLS.
ADDRESSED = ("HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
SENT_AS = ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded;charset=UTF-8")
LONGEST = 100_000
METHODS = ("GET", "POST")
OURS = {*CHOICES, COOKIE}


@dataclass(frozen=True, slots=True)
class Plain:
    path: str
    query: str
    language: str
    slug: str
    token: str
    invited: bool
    reference: str
    seen: tuple[str | None, ...]  # ADDRESSED, and how the visitor wants the pages


def read(environ) -> Plain | None:
    """The request by its parts; None for one that is not quite plain."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    match = INVITED.fullmatch(path) or FORM.fullmatch(path) or RECEIPT.fullmatch(path)
    if match is None or environ["REQUEST_METHOD"] not in METHODS or "HTTP_HOST" not in environ:
        return None
    found = match.groupdict(default="")
    if found.get("invited") and environ["REQUEST_METHOD"] != "POST":
        return None
    look = _look(environ.get("HTTP_COOKIE", ""))
    if look is None or environ.get("SCRIPT_NAME") or "HTTP_AUTHORIZATION" in environ:
        return None
    reference = found.pop("reference", "")
    if query and not (reference and PLACE.fullmatch(query)):
        return None
    if environ["REQUEST_METHOD"] == "POST" and (reference or not _is_short_form(environ)):
        return None
    seen = (*(environ.get(name) for name in ADDRESSED), *look)
    asked = {name: found.get(name, "") for name in ("slug", "token")}
    return Plain(path, query, found["language"], **asked, invited="invited" in found, reference=reference, seen=seen)


def _look(cookie: str) -> tuple[str, ...] | None:
    """Size and contrast; None for whoever has any other cookie: a session, a message.

    That of an invitation is asked for by its own form alone; no post and no other page looks at it.
    """
    if not cookie:
        return tuple(offered[0] for offered in CHOICES.values())
    cookies = parse_cookie(cookie)
    return tuple(chosen_by(cookies).values()) if cookies.keys() <= OURS else None


def _is_short_form(environ) -> bool:
    length = environ.get("CONTENT_LENGTH", "")
    is_known = length.isascii() and length.isdigit() and 0 < int(length) <= LONGEST
    return is_known and environ.get("CONTENT_TYPE") in SENT_AS and "HTTP_TRANSFER_ENCODING" not in environ
