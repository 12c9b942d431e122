"""A rubric as plain data while it is written: one item put in, taken out or moved. What comes in is never changed."""

import copy
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
# The section of the gates, which are no block.
GATES = "G"


def blocks_of(data: Data) -> list[Data]:
    return [*data["blocks"], *([data["bonus"]] if data.get("bonus") else [])]


def sections_of(data: Data) -> Iterator[tuple[str, Data | None, list[Data]]]:
    """Code, block (none for the gates) and items, in the order of the sheet."""
    yield GATES, None, data["gates"]
    for block in blocks_of(data):
        yield block["code"], block, block["criteria"]


def items_of(data: Data) -> dict[str, Data]:
    return {item["code"]: item for _code, _block, found in sections_of(data) for item in found}


def item_in(data: Data, section: str, code: str) -> Data | None:
    return next((item for item in _items(data, section) if item["code"] == code), None)


def has_section(data: Data, section: str) -> bool:
    return any(code == section for code, _block, _items in sections_of(data))


def with_item(data: Data, section: str, item: Data, code: str = "") -> Data:
    """In the place of the item of that code, or as the last one."""
    data = copy.deepcopy(data)
    items = _items(data, section)
    at = next((index for index, each in enumerate(items) if each["code"] == code), None)
    if at is None:
        items.append(item)
    else:
        items[at] = item
    return data


def without_item(data: Data, section: str, code: str) -> Data:
    data = copy.deepcopy(data)
    items = _items(data, section)
    items[:] = [each for each in items if each["code"] != code]
    return data


def moved_up(data: Data, section: str, code: str) -> Data:
    """Before the item that stood before it; the first stays where it is."""
    data = copy.deepcopy(data)
    items = _items(data, section)
    at = next((index for index, each in enumerate(items) if each["code"] == code), 0)
    if at:
        items[at - 1], items[at] = items[at], items[at - 1]
    return data


def with_points(data: Data, section: str, points: int | str) -> Data:
    """What the whole section is worth."""
    data = copy.deepcopy(data)
    next(block for block in blocks_of(data) if block["code"] == section)["points"] = points
    return data


def _items(data: Data, section: str) -> list[Data]:
    return next(items for code, _block, items in sections_of(data) if code == section)
