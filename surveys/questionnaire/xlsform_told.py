"""What of an XLSForm could not be read as it stands."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What of a form could not be read as it stands."""

    KIND = "kind"
    CONDITION = "condition"
    LIMIT = "limit"
    FILTER = "filter"
    REPEAT = "repeat"
    DEVICE = "device"
    PRESET = "preset"
    NO_NAME = "no_name"
    NO_CHOICES = "no_choices"
    TWICE = "twice"
    PART = "part"
    LANGUAGE = "language"
    DISABLED = "disabled"
    PIPE = "pipe"


@dataclass(frozen=True)
class Unread:
    """`row` as the sheet counts; nought where it is about the whole form."""

    row: int
    what: What
    words: str = ""
