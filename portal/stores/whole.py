"""Writing a file whole or not at all."""

import os
import secrets
from pathlib import Path

FRESH = ".fresh-"
# A proxy of the same group may open what it is told by name, and list nothing; what is sealed is the owner's alone.
FOLDER, SHARED, SEALED = 0o710, 0o640, 0o600


def write_whole(target: Path, data: bytes, mode: int) -> None:
    """Keep `data` as `target`: written aside, forced to the disk, then renamed into place."""
    fresh = target.with_name(f"{FRESH}{secrets.token_hex(8)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER)
        _write(fresh, data, mode)
        fresh.rename(target)
        _sync_folder(target.parent)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
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


def is_half(name: str) -> bool:
    """Whether a name is that of a file which is still being written, or never was to its end."""
    return name.rpartition("/")[2].startswith(FRESH)
