"""Reads, narrowed to what a person may touch."""

from cells.queries.indicator import certified_count

__all__ = ["certified_count"]
