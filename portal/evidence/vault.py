"""Private files on disk: whole or not at all, and nowhere below an address of the site."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

FRESH = ".fresh-"


def put(root: Path, name: str, data: bytes) -> None:
    """Keep `data` as `name`: written aside, forced to the disk, then renamed into place."""
    target = root / name
    fresh = target.with_name(f"{FRESH}{secrets.token_hex(8)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        _write(fresh, data)
        fresh.rename(target)
        _sync_folder(target.parent)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(root: Path, name: str) -> None:
    (root / name).unlink(missing_ok=True)


def names(root: Path, *, untouched_since: float) -> Iterator[str]:
    """Files of the store, half-written ones too, that were last written before an instant."""
    for path in root.rglob("*"):
        try:
            if path.is_file() and path.stat().st_mtime < untouched_since:
                yield path.relative_to(root).as_posix()
        except FileNotFoundError:  # pragma: no cover - swept by another process meanwhile
            continue
