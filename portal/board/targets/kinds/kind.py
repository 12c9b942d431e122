from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from portal.board.enums import State
from portal.board.targets.figures import Figure
from portal.board.targets.target import Target

# Figures come newest first.
Judge: TypeAlias = Callable[[Target, Sequence[Figure]], State]


@dataclass(frozen=True, slots=True)
class Kind:
    """`asks`: what a department may say of it: value, verdict, issued; of value and verdict one is enough.

    `is_settled`: no figure changes its state, and nobody owes one.
    """

    judge: Judge
    asks: frozenset[str] = frozenset({"value"})
    is_settled: bool = False
