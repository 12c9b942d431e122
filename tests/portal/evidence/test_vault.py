import errno
import os

import pytest

from portal.evidence import vault


def test_a_file_is_there_whole(tmp_path):
    vault.put(tmp_path, "ab/name.jpg", b"content")
    assert (tmp_path / "ab" / "name.jpg").read_bytes() == b"content"
    assert list(vault.names(tmp_path, untouched_since=float("inf"))) == ["ab/name.jpg"]
    vault.remove(tmp_path, "ab/name.jpg")
    vault.remove(tmp_path, "ab/name.jpg")
    assert list(vault.names(tmp_path, untouched_since=float("inf"))) == []


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch, call):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space left"):
        vault.put(tmp_path, "ab/name.jpg", b"content")
    assert list(vault.names(tmp_path, untouched_since=float("inf"))) == []


def test_fresh_files_are_left_alone(tmp_path):
    vault.put(tmp_path, "ab/old.jpg", b"x")
    vault.put(tmp_path, "ab/new.jpg", b"x")
    os.utime(tmp_path / "ab" / "old.jpg", (1000, 1000))
    assert list(vault.names(tmp_path, untouched_since=2000)) == ["ab/old.jpg"]


def test_a_store_that_does_not_exist_yet_is_empty(tmp_path):
    assert list(vault.names(tmp_path / "none", untouched_since=float("inf"))) == []
