"""Devices on which a person has signed in before: half a year long they are not treated as a stranger's."""

from django.core import signing

from portal.accounts.models import User

COOKIE = "known_device"
AGE = 180 * 24 * 60 * 60
SALT = "portal.accounts.device"


def known_device(request, user: User | None) -> str:
    """The signed token of a device on which this account has signed in before; "" for any other."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        owner = signing.loads(token, salt=SALT, max_age=AGE)["user"]
    except (signing.BadSignature, KeyError, TypeError):
        return ""
    return token if user and str(user.public_id) == owner else ""


def is_stranger(request, phone: str) -> bool:
    """Whether a number (E.164) is asked for by somebody who was never signed in with it here."""
    user = User.objects.with_phone(phone).filter(phone_verified=True, is_active=True).only("public_id").first()
    return not known_device(request, user)
