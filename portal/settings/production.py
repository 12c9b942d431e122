"""Behind a proxy that ends TLS; refuses to start half configured."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import ENV, STORAGES
from portal.settings.mail import smtp

for _name in ("secret_key", "ledger_key", "seal_key", "certificate_key", "database_url", "cache_url"):
    if not getattr(ENV, _name):
        _variable = _name.upper() if _name.endswith("_url") else f"PORTAL_{_name.upper()}"
        raise ImproperlyConfigured(f"{_variable} must be set in production (docs/configuration.md).")

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
if ENV.email_url:
    vars().update(smtp(ENV.email_url))
