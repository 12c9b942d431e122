"""Files from the folder into the store and back, while others are sent, read and let go."""

import random
import threading
from hashlib import sha256

import pytest

from portal.stores.both import Both
from portal.stores.folder import Folder
from portal.stores.moving import clear, copy_all, prove

# `python -m bench.moving` does it with 2,000.
FILES = 160


def content(number: int) -> bytes:
    return sha256(str(number).encode()).digest() * (1 + number % 40)


class Writers:
    """Four who send, read and let go through both stores until they are stopped; what they hold is what must be there."""

    def __init__(self, store, kept: dict[str, bytes], seed: str):
        self.store, self.kept, self.seed, self.lock = store, kept, seed, threading.Lock()
        self.stopped, self.faults, self.done = threading.Event(), [], 0
        self.threads = [threading.Thread(target=self._work, args=(number,)) for number in range(4)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def _work(self, number: int) -> None:
        chance, mine = random.Random(f"{self.seed}{number}"), sorted(self.kept)[number::4]
        while not self.stopped.wait(0.02):
            name = f"{number:02x}/{chance.randrange(10**12)}.jpg"
            data = chance.randbytes(200)
            self.store.put(name, data)
            mine.append(name)
            gone = mine.pop(chance.randrange(len(mine)))
            self.store.delete(gone)
            with self.lock:
                self.kept[name] = data
                del self.kept[gone]
                self.done += 1
            asked = chance.choice(mine)
            if self.store.read(asked) != self.kept[asked]:
                self.faults.append(asked)


def moved(both, kept, first: str, second: str) -> None:
    store = Both(first=both[first], second=both[second])
    with Writers(store, kept, first) as writers:
        proof = copy_all(store.second, store.first)
    assert writers.done > 10
    assert writers.faults == []
    assert proof.faults == []
    assert proof.copied > len(kept) // 2
    # All is told by the same sum from either side, and nothing that was let go came back.
    assert {name: store.first.read(name) for name in store.first.names()} == kept
    assert clear(store.second, store.first) > 0
    assert list(store.second.names()) == []
    assert set(store.names()) == set(kept)


def there_and_back(both, files: int) -> None:
    kept = {f"{number % 256:02x}/{number}.jpg": content(number) for number in range(files)}
    folder = Folder(**both["folder"]["OPTIONS"])
    for name, data in kept.items():
        folder.put(name, data)
    moved(both, kept, "bucket", "folder")
    moved(both, kept, "folder", "bucket")


def test_files_there_and_back_under_writes(both):
    there_and_back(both, FILES)


def test_what_differs_is_named_and_is_not_cleared_away(folder, bucket):
    for name in ("ab/same.jpg", "ab/other.jpg", "ab/lost.jpg"):
        folder.put(name, name.encode())
        bucket.put(name, name.encode())
    bucket.put("ab/other.jpg", b"other")
    bucket.delete("ab/lost.jpg")
    assert prove(folder, bucket).faults == ["ab/lost.jpg: missing", "ab/other.jpg: content"]
    assert clear(folder, bucket) == 1
    assert sorted(folder.names()) == ["ab/lost.jpg", "ab/other.jpg"]
    # A copy never takes the place of what is there.
    assert copy_all(folder, bucket).faults == ["ab/other.jpg: content"]


def test_what_is_let_go_while_it_is_copied_does_not_come_back(both, folder, monkeypatch):
    store = Both(first=both["bucket"], second=both["folder"])
    folder.put("ab/name.jpg", b"x")
    put = store.first.put

    def put_late(name, data, **options):
        store.delete(name)
        put(name, data, **options)

    monkeypatch.setattr(store.first, "put", put_late)
    assert copy_all(store.second, store.first).files == 0
    assert list(store.names()) == []


def test_what_is_let_go_while_both_sides_are_held_together_is_no_fault(folder, bucket, monkeypatch):
    folder.put("ab/name.jpg", b"x")

    def read(name):
        folder.delete(name)
        raise FileNotFoundError(name)

    monkeypatch.setattr(bucket, "read", read)
    proof = prove(folder, bucket)
    assert (proof.files, proof.faults) == (0, [])


@pytest.mark.parametrize(("first", "second"), [("bucket", "folder"), ("folder", "bucket")])
def test_both_are_read_as_one(both, first, second):
    store = Both(first=both[first], second=both[second])
    store.second.put("ab/old.jpg", b"old")
    store.put("ab/new.jpg", b"new")
    assert (store.read("ab/old.jpg"), store.open("ab/old.jpg").read(), store.size("ab/old.jpg")) == (b"old", b"old", 3)
    assert sorted(store.names()) == ["ab/new.jpg", "ab/old.jpg"]
    assert store.get_available_name("ab/old.jpg") != "ab/old.jpg"
    assert store.exists("ab/new.jpg")
    assert store.second.exists("ab/new.jpg") is False
    for name in ("ab/old.jpg", "ab/new.jpg"):
        assert store.sent_by_proxy(name, is_open=False).startswith("/-/")
        store.delete(name)
    assert list(store.names()) == []
    with pytest.raises(FileNotFoundError):
        store.read("ab/old.jpg")
    store.answers()
