"""What a cell was understood as."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reading:
    """`shown`: what it was taken for, where the cell had to be interpreted; `is_rounded`: it held more places."""

    value: Any
    shown: str = ""
    is_rounded: bool = False


NOTHING = Reading("")
