import errno
import os
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation

from portal.stores.folder import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(location=tmp_path / "evidence", inside="/-/evidence/")


def test_a_file_is_there_whole(folder):
    folder.put("ab/name.jpg", b"content")
    assert folder.read("ab/name.jpg") == b"content"
    assert list(folder.names()) == ["ab/name.jpg"]
    folder.delete("ab/name.jpg")
    folder.delete("ab/name.jpg")
    assert list(folder.names()) == []
    with pytest.raises(FileNotFoundError):
        folder.read("ab/name.jpg")


def test_a_proxy_of_the_group_may_open_by_name_and_what_is_sealed_it_may_not(folder):
    folder.put("ab/name.pdf", b"copy")
    folder.put("ab/name.original", b"as sent", sealed=True)
    modes = {name: Path(folder.path(name)).stat().st_mode & 0o777 for name in ("ab", "ab/name.pdf", "ab/name.original")}
    assert modes == {"ab": 0o710, "ab/name.pdf": 0o640, "ab/name.original": 0o600}


@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_full_disk_leaves_nothing_behind(folder, monkeypatch, call):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space left"):
        folder.put("ab/name.jpg", b"content")
    assert list(folder.names()) == []


def test_fresh_files_are_left_alone(folder):
    folder.put("ab/old.jpg", b"x")
    folder.put("ab/new.jpg", b"x")
    os.utime(folder.path("ab/old.jpg"), (1000, 1000))
    assert list(folder.names(untouched_since=2000)) == ["ab/old.jpg"]


def test_a_folder_that_does_not_exist_yet_is_empty(folder):
    assert list(folder.names()) == []


@pytest.mark.parametrize("name", ["../outside.jpg", "ab/../../outside.jpg", "/etc/passwd"])
def test_no_name_leads_out_of_the_folder(folder, name):
    for ask in (folder.read, folder.exists, folder.delete, lambda name: folder.put(name, b"x")):
        with pytest.raises(SuspiciousFileOperation):
            ask(name)
