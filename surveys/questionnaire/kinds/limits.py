"""Between which limits a typed answer may lie."""

from typing import Any

from surveys.questionnaire.faults import Fault, Problem
from surveys.questionnaire.records import Item


def range_faults(item: Item, value: Any, lowest: Any, highest: Any) -> list[Problem]:
    if lowest is not None and value < lowest:
        return [Problem(item.id, Fault.TOO_LOW, lowest)]
    if highest is not None and value > highest:
        return [Problem(item.id, Fault.TOO_HIGH, highest)]
    return []


def length_faults(item: Item, text: str) -> list[Problem]:
    return [Problem(item.id, Fault.TOO_LONG, item.max_length)] if len(text) > item.max_length else []
