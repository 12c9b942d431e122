"""Every page that a person can reach by links: one or two of each kind."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIRequestContext

OF_EACH_KIND = 2
MOST = 400
# Leaving, switching and files are no pages; the CMS has a look and a policy of its own.
SKIPPED = re.compile(r"^/(?:en/)?(?:account/logout|cms/|static/|media/|documents/|mode/)")
VARYING = (
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"[A-Za-z0-9_:.=-]{20,}"), "<token>"),
    (re.compile(r"\d+"), "<n>"),
)


@dataclass(frozen=True)
class Found:
    path: str
    status: int
    headers: dict[str, str]
    body: str

    @property
    def is_page(self) -> bool:
        return "text/html" in self.headers.get("content-type", "")


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.extend(value for name, value in attrs if name == "href" and value)


def kind(path: str) -> str:
    """The shape of an address, without what differs between rows of one table."""
    parts = urlsplit(path)
    shape = parts.path
    for pattern, name in VARYING:
        shape = pattern.sub(name, shape)
    return f"{shape}?{'&'.join(sorted(pair.split('=')[0] for pair in parts.query.split('&')))}"


def links(body: str, path: str) -> list[str]:
    parser = Links()
    parser.feed(body)
    targets = (urlsplit(urljoin(path, href)) for href in parser.found)
    own = (target for target in targets if not target.scheme and not target.netloc and target.path)
    return [target._replace(fragment="").geturl() for target in own]


def reachable(request: APIRequestContext, starts: Sequence[str]) -> Iterator[Found]:
    """`request` carries the person's cookies; redirects are answers, not followed but seen."""
    waiting, seen, kinds = deque(starts), set(starts), Counter()
    while waiting and len(seen) < MOST:
        path = waiting.popleft()
        answer = request.get(path, max_redirects=0)
        page = "text/html" in answer.headers.get("content-type", "")
        found = Found(path, answer.status, answer.headers, answer.text() if page else "")
        answer.dispose()
        yield found
        onward = [found.headers["location"]] if "location" in found.headers else links(found.body, path)
        for target in onward:
            if target in seen or SKIPPED.match(target) or not target.startswith("/"):
                continue
            kinds[kind(target)] += 1
            if kinds[kind(target)] <= OF_EACH_KIND:
                seen.add(target)
                waiting.append(target)
