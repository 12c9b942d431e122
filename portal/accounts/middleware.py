"""What every signed-in request meets: idle and absolute limits, and the second factor of staff."""

import secrets

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.shortcuts import redirect
from django.urls import reverse

from portal import clock
from portal.accounts.adapter import DEVICE_AGE, DEVICE_COOKIE, DEVICE_SALT
from portal.accounts.permissions import has_role, is_staff
from portal.accounts.roles import Role

ABSOLUTE_SECONDS = 12 * 60 * 60
STAFF_IDLE_SECONDS = 30 * 60
REVIEWER_IDLE_SECONDS = 15 * 60
RESIDENT_IDLE_SECONDS = 2 * 60 * 60
REVIEWERS = (Role.EVALUATOR, Role.DISTRICT_REVIEWER)
# What a member of staff needs in order to set up the second factor, or to leave.
WITHOUT_SECOND_FACTOR = (
    "/account/2fa/",
    "/account/login/",
    "/account/logout/",
    "/account/password/",
    "/account/reauthenticate/",
    "/static/",
    "/mode/",
)
SEEN, STARTED = "seen_at", "started_at"


def _idle_limit(user) -> int:
    if has_role(user, *REVIEWERS):
        return REVIEWER_IDLE_SECONDS
    return STAFF_IDLE_SECONDS if is_staff(user) else RESIDENT_IDLE_SECONDS


def session_limits(get_response):
    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            seconds = int(clock.now().timestamp())
            session = request.session
            started = session.setdefault(STARTED, seconds)
            seen = session.get(SEEN, seconds)
            if seconds - started > ABSOLUTE_SECONDS or seconds - seen > _idle_limit(request.user):
                logout(request)
            elif seconds - seen >= 60 or SEEN not in session:  # noqa: PLR2004 - one write a minute is enough
                session[SEEN] = seconds
            response = get_response(request)
            # What a signed-in person is shown is kept by no cache, unless a view knows better.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        return get_response(request)

    return middleware


def second_factor(get_response):
    """Staff without a second factor get no further than the page where they set one up."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        if not is_staff(request.user) or is_mfa_enabled(request.user):
            return get_response(request)
        if request.path_info.removeprefix("/en").startswith(WITHOUT_SECOND_FACTOR):
            return get_response(request)
        return redirect(reverse("mfa_index"))

    return middleware


def remember_device(get_response):
    """After a sign-in the device is known for half a year, so that others' guesses do not lock its owner out."""

    def middleware(request):
        response = get_response(request)
        owner = getattr(request, "known_device_for", None)
        if owner:
            token = signing.dumps({"user": owner, "device": secrets.token_hex(8)}, salt=DEVICE_SALT)
            response.set_cookie(
                DEVICE_COOKIE,
                token,
                max_age=DEVICE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
