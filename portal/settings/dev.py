"""What `make run` serves: the real portal on one machine, over plain HTTP."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import ENV
from portal.settings.keys import kept_keys

vars().update(kept_keys(ENV))
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# Messages are shown where the portal was started, or left as files.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
PORTAL_OUTBOX_DIR = ENV.outbox_dir
if ENV.outbox_dir:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ENV.outbox_dir
    PORTAL_SMS_SENDER = "file"
