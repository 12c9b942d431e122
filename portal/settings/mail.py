"""Mail over SMTP from one address, smtp+tls://user:password@host:port."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def smtp(address: str) -> dict[str, Any]:
    """The settings of Django's mail for one address; empty for none."""
    if not address:
        return {}
    try:
        url = urlsplit(address)
        host, port = url.hostname, url.port or PORTS[url.scheme]
    except (ValueError, KeyError):
        host, port = "", 0
    if not host or url.path.strip("/") or url.query or url.fragment:
        raise ImproperlyConfigured(
            "PORTAL_EMAIL_URL cannot be read: smtp+tls://user:password@host:587, smtps://... or smtp://...; special "
            "characters of the user and the password are written as %40 (for @), %2F (for /) and so on."
        )
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
