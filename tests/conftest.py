"""Fixtures that every test may ask for."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning in the district."""
    return datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
