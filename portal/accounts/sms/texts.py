"""What a message says. A template is a text whose first line is a mail's subject; a tag in it names, in their order,
the values that a provider's own template of the same words takes:

    {% texted reference due_on path %}

A provider in China sends no text that it has not approved; what it gave each approved text for a number is the
operator's setting. A system check (portal.settings.checks) finds the template that names no values or has no number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Node
from django.template.loader import get_template


@dataclass(frozen=True)
class Text:
    kind: str  # room and name, cells.returned
    subject: str
    body: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The message in one line, as a phone shows it."""
        return " ".join(self.body.split())


class Texted(Node):
    """Writes nothing; knows the values and their order."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def render(self, context: Context) -> str:
        return ""

    def resolved(self, context: Context) -> dict[str, str]:
        return {name: str(value.resolve(context)) for name, value in self.values.items()}


def compose(template: str, values: Mapping[str, Any]) -> Text:
    """The text in the active language. Plain text: an & stays an &."""
    source = get_template(template).template
    context = Context(values, autoescape=False)
    subject, _, body = source.render(context).strip().partition("\n")
    tag = tag_of(source)
    with context.bind_template(source):
        resolved = tag.resolved(context) if tag else {}
    return Text(kind_of(template), subject.strip(), body.strip(), resolved)


def tag_of(source) -> Texted | None:
    return next(iter(source.nodelist.get_nodes_by_type(Texted)), None)


def kind_of(template: str) -> str:
    """cells/messages/returned.txt: cells.returned."""
    room, _, name = Path(template).parts
    return f"{room}.{name.removesuffix('.txt')}"


def code_of(text: Text) -> str:
    """The provider's number of the approved text; "" where it has none."""
    return settings.PORTAL_SMS_TEMPLATES.get(text.kind, "")


def templates() -> Iterator[str]:
    """Every text that the portal may send, by the path of its template."""
    for folder in settings.TEMPLATES[0]["DIRS"]:
        yield from (str(path.relative_to(folder)) for path in sorted(Path(folder).glob("*/messages/*.txt")))
