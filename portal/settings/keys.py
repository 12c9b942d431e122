"""Keys that are made once and kept in the data folder when the environment gives none."""

import contextlib
import secrets
from pathlib import Path

from portal.settings.env import Environment


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


def kept_keys(env: Environment) -> dict[str, str]:
    """The four keys as settings, for a portal that may make its own: never in production."""
    return {
        "SECRET_KEY": kept_key(env.secret_key, "secret", env.var_dir),
        "PORTAL_LEDGER_KEY": kept_key(env.ledger_key, "ledger", env.var_dir),
        "PORTAL_SEAL_KEY": kept_key(env.seal_key, "seal", env.var_dir),
        "PORTAL_CERTIFICATE_KEY": kept_key(env.certificate_key, "certificate", env.var_dir),
    }
