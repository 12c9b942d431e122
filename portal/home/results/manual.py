"""The manual: a section a page of the desk, by the page's name; for each role those that it is offered, in their order."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.accounts.roles import STAFF_ROLES, Role
from portal.manifests import declared
from portal.papers.documents.paper import Paper
from portal.text import folded_text

SOURCE = settings.BASE_DIR / "docs" / "manual" / "places.md"
NOTE = "<!-- 由 manage.py write_manual 生成，请改 places.md -->"
HEAD = re.compile(r"^## \[([\w:-]+)(?: < ([\w:-]+))?\] (.+)$")
FOR_ALL = ("inbox:task-list", "home:desk-find", "usersessions_list")


@dataclass(frozen=True)
class Section:
    """`name`: of the page that it is about; `within`: of the place to which it belongs. `text`: a line a paragraph or point."""

    name: str
    within: str
    title: str
    text: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return self.name.replace(":", "-")

    @property
    def html(self) -> SafeString:
        parts = []
        for kind, lines in _grouped(self.text):
            items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
            parts.append(format_html("<p>{}</p>", lines[0]) if not kind else format_html("<{0}>{1}</{0}>", kind, items))
        return mark_safe("".join(parts))  # noqa: S308 - each part was escaped

    def holds(self, words: str) -> bool:
        return words in folded_text(f"{self.title} {' '.join(self.text)}")


@cache
def sections() -> dict[str, Section]:
    """All of them, by the name of their page, as docs/manual/places.md has them."""
    found: dict[str, Section] = {}
    name, within, title, text = "", "", "", []
    for line in [*SOURCE.read_text(encoding="utf-8").splitlines(), "## [end] end"]:
        if head := HEAD.match(line):
            if name:
                found[name] = Section(name, within, title, tuple(text))
            name, within, title, text = head[1], head[2] or "", head[3], []
        elif line.strip() and name:
            text.append(line.strip())
    return found


def sections_of(role: Role) -> list[Section]:
    """Those of a role: what is for all, then its places as the navigation has them, each with what belongs to it."""
    known, names = sections(), list(FOR_ALL)
    for link in declared("places"):
        if link.roles and role in link.roles:
            names += [link.name, *(section.name for section in known.values() if section.within == link.name)]
    return [known[name] for name in dict.fromkeys(names) if name in known]


def roles() -> list[Role]:
    """Those that have a page of the manual."""
    return [role for role in Role if role in STAFF_ROLES]


def as_markdown(role: Role) -> str:
    """The page of a role in docs/manual."""
    written = [f"## {section.title}\n\n" + "\n".join(section.text) for section in sections_of(role)]
    return "\n\n".join([f"# {role.label}", NOTE, *written]) + "\n"


def as_paper(role: Role, day: date) -> Paper:
    """For a training day."""
    lines = []
    for section in sections_of(role):
        lines += [f"【{section.title}】", *section.text]
    title = f"{settings.DISTRICT.portal} · {role.label}工作手册"
    return Paper(title=title, issuer=settings.DISTRICT.full_name, day=f"{day:%Y-%m-%d}", paragraphs=lines)


def _grouped(text: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """Lines by what they are: "" a paragraph, "ul" and "ol" lists of neighbours."""
    groups: list[tuple[str, list[str]]] = []
    for line in text:
        kind = "ul" if line.startswith("- ") else "ol" if re.match(r"\d+\. ", line) else ""
        said = re.sub(r"^(?:- |\d+\. )", "", line)
        if kind and groups and groups[-1][0] == kind:
            groups[-1][1].append(said)
        else:
            groups.append((kind, [said]))
    return groups
