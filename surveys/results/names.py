"""Names of columns that every statistics program takes: made to fit, each once whatever its capitals."""

import re
from collections.abc import Iterable

# SPSS counts the bytes of a name, and keeps these words for itself.
BYTES = 64
RESERVED = frozenset({"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"})
BEGINS = re.compile(r"[^\W\d_]")


def fitting_names(names: Iterable[str]) -> list[str]:
    """In their order; the first of several alike keeps its name."""
    taken: set[str] = set()
    found = []
    for name in names:
        fit = _once(name if BEGINS.match(name) and name.upper() not in RESERVED else f"q_{name.lstrip('_')}", taken)
        taken.add(fit.casefold())
        found.append(fit)
    return found


def _once(name: str, taken: set[str]) -> str:
    fit, number = _cut(name, BYTES), 1
    while fit.casefold() in taken:
        number += 1
        ending = f"_{number}"
        fit = _cut(name, BYTES - len(ending)) + ending
    return fit


def _cut(name: str, size: int) -> str:
    return name.encode()[:size].decode(errors="ignore")
