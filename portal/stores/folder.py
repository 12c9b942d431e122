"""Files in a folder of this machine."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.core.files.storage import FileSystemStorage
from django.core.files.utils import validate_file_name

from portal.stores.whole import FOLDER, SEALED, SHARED, write_whole


class Folder(FileSystemStorage):
    """`inside`: where the proxy finds this folder, by an address that nobody else can ask for (nginx.conf, internal)."""

    def __init__(self, *, inside: str, **options):
        super().__init__(**{"directory_permissions_mode": FOLDER} | options)
        self.inside = inside

    def put(self, name: str, data: bytes, *, sealed: bool = False) -> None:
        write_whole(self._path(name), data, SEALED if sealed else SHARED)

    def read(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    def names(self, *, below: str = "", untouched_since: float = float("inf")) -> Iterator[str]:
        """Half-written ones too: who sweeps takes them away once they are old."""
        root = Path(self.location)
        for path in (root / below).rglob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < untouched_since:
                    yield path.relative_to(root).as_posix()
            except FileNotFoundError:  # pragma: no cover - swept by another process meanwhile
                continue

    def sent_by_proxy(self, name: str, *, is_open: bool) -> str:
        if not self.exists(name):
            raise FileNotFoundError(name)
        return f"{self.inside}{quote(name)}"

    def _path(self, name: str) -> Path:
        return Path(self.path(validate_file_name(name, allow_relative_path=True)))

    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except OSError:
            # The disk is full, or the wire to it broke: what is there of the file is half of it.
            Path(self.path(name)).unlink(missing_ok=True)
            raise
