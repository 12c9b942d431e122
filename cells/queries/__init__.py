"""Reads, narrowed to what a person may touch."""

from cells.queries.indicator import altered_certificates, certified_count

__all__ = ["altered_certificates", "certified_count"]
