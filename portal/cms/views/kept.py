"""What somebody sent in vain: the page that says so sends it again by one press, without a script and without a cookie."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

# Doors keep nothing: what opens one is typed again.
DOORS = ("account_", "mfa_", "usersessions_", "socialaccount_", "wagtailadmin_login", "weixin")
SECRETS = ("password", "secret", "otp")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Kept:
    address: str
    fields: list[tuple[str, str]]
    words: list[str]  # what a person wrote in sentences, shown so that it is not lost
    files: list[tuple[str, list[str]]]  # by field, the names of files that have to be chosen again


def kept_of(request: HttpRequest) -> Kept | None:
    """Nothing where nothing was sent, where it did not arrive, or at a door."""
    match = request.resolver_match
    if request.method != "POST" or (match and (match.url_name or "").startswith(DOORS)):
        return None
    try:
        posted, files = request.POST, request.FILES
    except (UnreadablePostError, RawPostDataException):
        return None
    fields = [(name, value) for name, values in posted.lists() if _is_open(name) for value in values]
    named = [(name, [file.name for file in found]) for name, found in files.lists()]
    if not (fields or named):
        return None
    return Kept(request.get_full_path(), fields, [value for _, value in fields if _is_sentence(value)], named)


def _is_open(name: str) -> bool:
    return name != TOKEN and not any(word in name.lower() for word in SECRETS)


def _is_sentence(value: str) -> bool:
    """Codes, keys and numbers are none; a single Chinese word may be one."""
    return any(sign.isspace() or "\u4e00" <= sign <= "\u9fff" for sign in value.strip())
