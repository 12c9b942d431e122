"""Two stores while files move from one to the other: written to the first, read from either."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import Storage
from django.utils.module_loading import import_string


class Both(Storage):
    """`first`, `second`: a backend and its options each, as STORAGES has them."""

    def __init__(self, *, first: dict[str, Any], second: dict[str, Any]):
        self.first, self.second = (import_string(of["BACKEND"])(**of["OPTIONS"]) for of in (first, second))

    def of(self, name: str) -> Any:
        """Where a file lies; the first, where it lies nowhere."""
        return self.second if not self.first.exists(name) and self.second.exists(name) else self.first

    def put(self, name: str, data: bytes, *, sealed: bool = False) -> None:
        self.first.put(name, data, sealed=sealed)

    def read(self, name: str) -> bytes:
        try:
            return self.first.read(name)
        except FileNotFoundError:
            return self.second.read(name)

    def names(self, *, below: str = "", untouched_since: float = float("inf")) -> Iterator[str]:
        yield from dict.fromkeys(
            name
            for store in (self.first, self.second)
            for name in store.names(below=below, untouched_since=untouched_since)
        )

    def sent_by_proxy(self, name: str, *, is_open: bool) -> str:
        return self.of(name).sent_by_proxy(name, is_open=is_open)

    def answers(self) -> None:
        for store in (self.first, self.second):
            if ask := getattr(store, "answers", None):
                ask()

    def delete(self, name):
        """From the second first: who copies asks there again once the copy is made (portal.stores.moving)."""
        self.second.delete(name)
        self.first.delete(name)

    def exists(self, name):
        return self.first.exists(name) or self.second.exists(name)

    def get_available_name(self, name, max_length=None):
        name = self.first.get_available_name(name, max_length)
        while self.second.exists(name):
            name = self.first.get_available_name(self.get_alternative_name(*name.rsplit(".", 1)), max_length)
        return name

    def generate_filename(self, filename):
        return self.first.generate_filename(filename)

    def _open(self, name, mode="rb"):
        return self.of(name).open(name, mode)

    def _save(self, name, content):
        return self.first._save(name, content)  # noqa: SLF001 - the other half of `save`

    def size(self, name):
        return self.of(name).size(name)

    def get_modified_time(self, name):
        return self.of(name).get_modified_time(name)

    def url(self, name):
        return self.first.url(name)
