"""The portal with its background work in the same process: for SQLite, which has one writing process."""

from portal.home.background import Background
from portal.wsgi import application

__all__ = ["application"]

Background().start()
