"""A column of answers as statisticians read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.questionnaire.wording import Wording

MARKED, UNMARKED = "1", "0"
YES_OR_NO = {MARKED: Wording("是", "yes"), UNMARKED: Wording("否", "no")}


class Shape(StrEnum):
    CODE = "code"
    NUMBER = "number"
    MONTH = "month"


@dataclass(frozen=True)
class Column:
    """``codes``: code to words, in the questionnaire's order; nothing for a number or a month.

    ``item`` is empty for what is not answered but known: traits, and whether the answer counts.
    """

    name: str
    label: Wording
    codes: Mapping[str, Wording] = field(default_factory=dict)
    item: str = ""
    option: str = ""
    shape: Shape = Shape.CODE
    # Codes that are no value of the scale: who chose them did not say.
    ways_out: frozenset[str] = frozenset()
