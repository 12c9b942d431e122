"""The suite: quick hashes, tasks at once, nothing kept."""

import os
import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_DIR, CACHES, DATABASES, ENV, STORAGES, TEMPLATES
from portal.settings.keys import kept_keys

_FOLDER = Path(tempfile.mkdtemp(prefix="portal-test-"))

vars().update(kept_keys(ENV))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PORTAL_SMS_SENDER = "memory"
PORTAL_SHARED_PAGES = False
PORTAL_LEDGER_HEADS = _FOLDER / "ledger-heads.txt"
PORTAL_BACKUP_MARK = _FOLDER / "backup.json"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "templates"]
for _alias, _name in (("default", "media"), ("evidence", "evidence")):
    STORAGES[_alias]["OPTIONS"]["location"] = _FOLDER / _name
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads of one test share it; each part of the suite has one of its own.
    _NAME = f"portal-test-{Path.cwd().name}{os.environ.get('PORTAL_TEST_PART', '')}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER.parent / _NAME)}
else:
    # A connection that stays would keep the test database open while it is dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
