"""What an author fills in for a kind of question, as plain data: the content system makes its fields of it (models/blocks.py)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Of(StrEnum):
    FLAG = "flag"
    NUMBER = "number"
    DAY = "day"
    WORDS = "words"  # in both languages
    SCALE = "scale"
    LINES = "lines"  # answers, one a line
    OPTIONS = "options"  # answers with all that they may do
    PLAIN = "plain"  # answers that are words and nothing else
    STATEMENTS = "statements"


@dataclass(frozen=True)
class Field:
    """`name`: in the block; of words the beginning of their two names."""

    name: str
    of: Of
    label: Any
    least: int | None = None


LINES = Field("lines", Of.LINES, _("answers as lines"))
OPTIONS = Field("options", Of.OPTIONS, _("answers"))
MOVES = Field("rotates", Of.FLAG, _("order of answers may change"))
SCALE = Field("scale", Of.SCALE, _("scale"))
