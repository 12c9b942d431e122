"""What `make dev` serves: as `make run`, with every change of the source at once and the trace of every fault."""

from portal.settings.dev import *  # noqa: F403

DEBUG = True
WSGI_APPLICATION = "portal.embedded.application"
PORTAL_SHARED_PAGES = False
WHITENOISE_AUTOREFRESH = True
