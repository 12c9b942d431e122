"""The one call that leaves the machine for a text message: a POST over https, which follows nobody elsewhere."""

from collections.abc import Mapping
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from portal.accounts.sms.refusals import UndeliveredError, UnreadableError

SECONDS = 10
LONGEST = 64 * 1024
# Answers after which the message may be on its way: the server fell, or waited for another one that has it.
UNCERTAIN = frozenset({500, 504})
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class NoRedirect(HTTPRedirectHandler):
    """A redirected POST arrives as a GET without its body, and its 200 would pass for a receipt."""

    def redirect_request(self, *_asked):
        return None


_opener = build_opener(NoRedirect)


def is_safe(address: str) -> bool:
    """https, or this very machine where nobody is served: a stand-in."""
    url = urlsplit(address)
    is_here = url.scheme == "http" and url.hostname in HERE
    return url.scheme == "https" or (is_here and not settings.PORTAL_PRODUCTION)


def post(address: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """Status and body of the answer, also of one that refuses; UndeliveredError where none came."""
    if not is_safe(address):
        raise UndeliveredError("PORTAL_SMS_GATEWAY_URL is no https address")
    request = Request(address, data=body, headers=dict(headers), method="POST")  # noqa: S310 - looked at above
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return answer.status, answer.read(LONGEST)
    except HTTPError as refused:
        if refused.code in UNCERTAIN:
            raise UnreadableError(str(refused.code)) from None
        return refused.code, refused.read(LONGEST)
    except OSError as error:
        raise UndeliveredError(type(error).__name__) from error
    except ValueError:
        raise UndeliveredError("PORTAL_SMS_GATEWAY_URL") from None
