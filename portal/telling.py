"""What one room has to tell, made into a draft of the public site by the room that has the news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.manifests import manifests


@dataclass(frozen=True)
class Picture:
    """`words`: for who cannot see it. `agreed`: whether those who can be recognised said yes; else nobody knows it yet."""

    name: str
    data: bytes
    words: str
    agreed: bool
    ai_label: str = ""


@dataclass(frozen=True)
class Story:
    """What a room has to tell as news. `slug` names it: told again, it is the same page."""

    slug: str
    title: str
    summary: str
    day: date
    source: str
    paragraphs: Sequence[str]
    pictures: Sequence[Picture] = ()


def tell(*, actor: Any, now: datetime, story: Story) -> Any:
    """A draft of the public site, made by the room that has the news."""
    teller = next(manifest.tells for manifest in manifests() if manifest.tells)
    return teller(actor=actor, now=now, story=story)
