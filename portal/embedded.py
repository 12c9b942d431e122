"""The portal with its background work in the same process: for SQLite, which has one writing process."""

from portal.wsgi import application  # noqa: I001 - it sets Django up, so it comes first

from portal.upkeep.worker.background import Background

__all__ = ["application"]

Background().start()
