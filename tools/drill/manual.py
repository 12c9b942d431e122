"""The manual's command blocks, taken out of docs/deploy.md as they stand, and the names that a person fills in."""

import re
from dataclasses import dataclass

FENCE = re.compile(r"^```sh(?: +(?P<name>\S+))?\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"^([A-Z_]+)=.*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: its name, the line where its code begins, its code."""

    name: str
    line: int
    code: str


def blocks(text: str) -> list[Block]:
    """The `sh` blocks of a document in their order; one without a name has the empty name."""
    return [
        Block(found["name"] or "", text.count("\n", 0, found.start("code")) + 1, found["code"])
        for found in FENCE.finditer(text)
    ]


def filled(text: str, names: dict[str, str]) -> str:
    """The text with each placeholder replaced by what a person would write there, longest placeholder first."""
    if not names:
        return text
    anyone = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    return anyone.sub(lambda found: names[found[0]], text)


def with_settings(text: str, values: dict[str, str]) -> str:
    """The environment file with these lines filled in, in single quotes.

    ValueError: a line that is not there, or a value that cannot stand between single quotes.
    """
    missing = values.keys() - set(SETTING.findall(text))
    if missing:
        raise ValueError(f"no such line: {', '.join(sorted(missing))}")
    if any("'" in value or "\n" in value for value in values.values()):
        raise ValueError("a value holds a quote or a line break")
    return SETTING.sub(lambda found: f"{found[1]}='{values[found[1]]}'" if found[1] in values else found[0], text)
