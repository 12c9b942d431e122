"""What `make dev` serves: as `make run`, with every change of the source at once and the trace of every fault."""

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import DATABASES

DEBUG = True
WSGI_APPLICATION = f"portal.{'embedded' if DATABASES['default']['ENGINE'].endswith('sqlite3') else 'wsgi'}.application"
PORTAL_SHARED_PAGES = False
WHITENOISE_AUTOREFRESH = True
