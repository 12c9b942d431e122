import pytest
from django.core.cache import cache

from portal.upkeep.results import readiness


@pytest.fixture(autouse=True)
def _nothing_asked(settings, tmp_path):
    """Each test has its own files, and asks anew."""
    settings.PORTAL_LEDGER_HEADS = tmp_path / "ledger-heads.txt"
    settings.PORTAL_BACKUP_MARK = tmp_path / "backup.json"
    readiness._asked.clear()
    yield
    cache.clear()
