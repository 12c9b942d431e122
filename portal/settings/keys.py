"""Keys that are made once and kept in the data folder when the environment gives none."""

import contextlib
import secrets
from pathlib import Path


def kept_key(given: str, name: str, folder: Path) -> str:
    """The given key, else the one kept in `folder/keys/name`, made there at first use (mode 600)."""
    if given:
        return given
    path = folder / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text().strip()
