"""Said by one, decided by another: who may decide, and what a decision writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Handling:
    """The columns that hold who said it, and who decided on it, when, and in which words."""

    said_by: tuple[str, ...] = ()
    decided_by: str = "decided_by"
    decided_at: str = "decided_at"
    words: str = "reason"

    def is_another(self, user: Any, row: Any) -> bool:
        """Whoever said it does not decide on it, whichever roles the person holds and whomever the person stands for."""
        return not user.did((getattr(row, f"{name}_id"), getattr(row, when(name), None)) for name in self.said_by)

    def signed(self, actor: Any, now: datetime, words: str) -> Mapping[str, Any]:
        """What is written with a decision."""
        named = {self.words: words.strip()} if self.words else {}
        return {self.decided_by: actor, self.decided_at: now, **named}


def when(name: str) -> str:
    """The column that holds when somebody did what the column of this name says."""
    return f"{name.removesuffix('_by')}_at"
