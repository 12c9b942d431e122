"""Behind a proxy that ends TLS; refuses to start half configured."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import ENV, STORAGES
from portal.settings.env import missing
from portal.settings.mail import smtp

# Without these nothing can start, no command either; the rest is for portal.settings.checks to say.
if _missing := missing(ENV, "secret_key", "ledger_key", "seal_key", "certificate_key", "database_url", "cache_url"):
    raise ImproperlyConfigured(f"{', '.join(_missing)} must be set in production (docs/configuration.md).")

PORTAL_PRODUCTION = True
SECRET_KEY = ENV.secret_key
PORTAL_LEDGER_KEY = ENV.ledger_key
PORTAL_SEAL_KEY = ENV.seal_key
PORTAL_CERTIFICATE_KEY = ENV.certificate_key
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(?:healthz|readyz)$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = True
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}

# What was meant for one person is never printed and never left in a file here, whatever the environment says.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
PORTAL_SMS_SENDER = "gateway" if ENV.sms_sender in {"console", "file"} else ENV.sms_sender
vars().update(smtp(ENV.email_url))
