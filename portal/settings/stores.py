"""Where files are kept, from PORTAL_FILES: STORAGES of Django."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from portal.settings.env import Environment, missing

FOLDER, STORE = "folder", "store"
KNOWN = ([FOLDER], [STORE], [FOLDER, STORE], [STORE, FOLDER])
MEDIA_URL = "/media/"


def stores(env: Environment) -> dict[str, dict[str, Any]]:
    """Evidence has no address; pictures and documents of pages are found below /media/."""
    if env.files not in KNOWN:
        raise ImproperlyConfigured(
            "PORTAL_FILES is folder, store, or both while files move: what is written to, then the other."
        )
    if STORE in env.files and (lacking := missing(env, "store_url", "store_key_id", "store_secret")):
        raise ImproperlyConfigured(f"{', '.join(lacking)}: empty, and PORTAL_FILES={' '.join(env.files)} needs it.")
    return {"default": _one(env, "media", MEDIA_URL), "evidence": _one(env, "evidence", None)}


def _one(env: Environment, name: str, base_url: str | None) -> dict[str, Any]:
    first, *second = (one_of(env, kind, name, base_url) for kind in env.files)
    if not second:
        return first
    return {"BACKEND": "portal.stores.both.Both", "OPTIONS": {"first": first, "second": second[0]}}


def one_of(env: Environment, kind: str, name: str, base_url: str | None) -> dict[str, Any]:
    """The folder, or the place in the store, of what `name` says: media, evidence."""
    if kind == FOLDER:
        options = {"location": env.var_dir / name, "base_url": base_url, "inside": f"/-/{name}/"}
        return {"BACKEND": "portal.stores.folder.Folder", "OPTIONS": options}
    options = {
        "address": env.store_url,
        "region_name": env.store_region,
        "access_key": env.store_key_id,
        "secret_key": env.store_secret,
        "location": name,
        "base_url": base_url,
    }
    return {"BACKEND": "portal.stores.bucket.Bucket", "OPTIONS": options}
