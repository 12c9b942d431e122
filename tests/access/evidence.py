"""The room of evidence has no routes of its own: each job serves files by its own views."""

from tests.access import Access

MATRIX: dict[str, Access] = {}
