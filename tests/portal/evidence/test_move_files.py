from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal import stores
from portal.evidence.queries import store_lines
from portal.health import State
from portal.settings import stores as settings_of
from portal.stores.bucket import Bucket
from tests.factories.evidence import StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept_in(settings, tmp_path, address):
    """PORTAL_FILES with the words given."""

    def keep(*files):
        given = {"files": list(files), "var_dir": tmp_path, "store_url": address}
        given |= {"store_key_id": "testing-id", "store_secret": "testing-secret"}
        settings.ENV = type(settings.ENV)(**{**vars(settings.ENV), **given})
        settings.STORAGES = settings.STORAGES | settings_of.stores(settings.ENV)

    return keep


def move(*words) -> str:
    out = StringIO()
    call_command("move_files", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_the_way_into_the_store_and_back(kept_in, now, tmp_path):
    kept_in("folder")
    first = StoredFileFactory(now=now)
    kept_in("folder", "store")
    with pytest.raises(CommandError, match="still goes elsewhere"):
        move("--to", "store")
    kept_in("store", "folder")
    second = StoredFileFactory(now=now)
    assert "evidence: 1 files" in move("--to", "store", "--clear")
    kept_in("store")
    assert not [path for path in tmp_path.joinpath("evidence").rglob("*") if path.is_file()]
    for stored in (first, second):
        assert len(stores.evidence().read(stored.path)) == stored.size
    call_command("verify_evidence", stdout=StringIO())
    assert isinstance(stores.evidence(), Bucket)
    # What the nightly backup takes along.
    assert "2 copied" in move("--copy", str(tmp_path / "copy"))
    assert (tmp_path / "copy" / "evidence" / first.path).read_bytes() == stores.evidence().read(first.path)
    kept_in("folder", "store")
    assert "evidence: 2 files" in move("--to", "folder", "--clear")
    kept_in("folder")
    call_command("verify_evidence", stdout=StringIO())


def test_what_cannot_be_meant_is_refused(kept_in, tmp_path):
    kept_in("folder")
    with pytest.raises(CommandError, match="must name both"):
        move("--to", "store")
    with pytest.raises(CommandError, match="takes nothing away"):
        move("--copy", str(tmp_path / "copy"), "--clear")


def test_what_differs_is_named_and_stays(kept_in, now):
    kept_in("store", "folder")
    stored = StoredFileFactory(now=now)
    store = stores.evidence()
    store.second.put(stored.path, b"other")
    with pytest.raises(CommandError, match="1 files are not on both sides alike"):
        move("--to", "store", "--clear")
    assert store.second.read(stored.path) == b"other"


def test_a_store_that_is_away_is_a_warning_with_an_alarm(kept_in, settings, now):
    kept_in("folder")
    assert store_lines(now)[0].state is State.OK
    kept_in("store")
    assert store_lines(now)[0].state is State.OK
    settings.ENV = type(settings.ENV)(**{**vars(settings.ENV), "store_url": "http://127.0.0.1:9/none"})
    settings.STORAGES = settings.STORAGES | settings_of.stores(settings.ENV)
    line = store_lines(now)[0]
    assert (line.state, line.word, line.alarm) == (State.WARNING, "away", True)
