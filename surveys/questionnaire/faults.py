"""What is wrong with an answer.

A `slip` is what a person can do by mistake on the page (left out, two answers that exclude each other). A `forgery` is
what the page never offers (foreign questions, unoffered options, texts past the limit). Neither is stored; only the words
differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

PREFIX = "q_"
OTHER = "_other"
COMMUNITY = "_community"
UNKNOWN_PLACE = "unclear"


class Fault(StrEnum):
    MISSING = "missing"
    EXCLUSIVE = "exclusive"
    NOT_ASKED = "not_asked"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    OTHER_WITHOUT_TEXT = "other_without_text"
    COMMUNITY_ELSEWHERE = "community_elsewhere"
    TOO_LONG = "too_long"
    PLACE_TWICE = "place_twice"
    PLACE_LEFT_OUT = "place_left_out"
    NOT_OFFERED = "not_offered"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Problem:
    question: str
    fault: Fault
    limit: int | date | None = None


@dataclass(frozen=True)
class Places:
    """Codes that the place question offers: area -> its communities."""

    communities: Mapping[str, frozenset[str]] = field(default_factory=dict)
