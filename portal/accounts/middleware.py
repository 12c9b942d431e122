"""What every signed-in request meets: its session, idle and absolute limits, and the second factor of staff."""

import logging
import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import signing
from django.db import DatabaseError
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from portal import clock
from portal.accounts import devices
from portal.accounts.permissions import has_role, is_staff, page_after_sign_in
from portal.accounts.roles import Role
from portal.accounts.sessions import can_set_up_a_factor, has_lost_its_factor, is_proven

ABSOLUTE_SECONDS = 12 * 60 * 60
STAFF_IDLE_SECONDS = 30 * 60
REVIEWER_IDLE_SECONDS = 15 * 60
RESIDENT_IDLE_SECONDS = 2 * 60 * 60
REVIEWERS = (Role.EVALUATOR, Role.DISTRICT_REVIEWER)
# What a member of staff needs in order to set up the second factor, or to leave.
SETTING_UP = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "account_logout",
        "account_session",
        "cms:mode-set",
    }
)
SEEN, STARTED = "seen_at", "started_at"
logger = logging.getLogger(__name__)


class KeptSessions(SessionMiddleware):
    """A session that was there already and cannot be saved does not take the answer with it.

    It is saved after the view is done: what was sent is stored by then, and its receipt must not become a fault. A
    database that can only be read goes on being read. Who signs in is told, since that would not hold.
    """

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as fault:
            if request.session.session_key != request.COOKIES.get(settings.SESSION_COOKIE_NAME):
                raise
            logger.warning("a session was not saved: %s", type(fault).__name__)
            return response


def _idle_limit(user) -> int:
    if has_role(user, *REVIEWERS):
        return REVIEWER_IDLE_SECONDS
    return STAFF_IDLE_SECONDS if is_staff(user) else RESIDENT_IDLE_SECONDS


def session_limits(get_response):
    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            seconds = int(clock.now().timestamp())
            session = request.session
            # A clock that was set back lengthens no session.
            started, seen = (min(session.get(name, seconds), seconds) for name in (STARTED, SEEN))
            limit = _idle_limit(request.user)
            if seconds - started > ABSOLUTE_SECONDS or seconds - seen > limit:
                logout(request)
            else:
                if session.get(STARTED) != started:
                    session[STARTED] = started
                if seconds - seen >= 60 or session.get(SEEN) != seen:  # noqa: PLR2004 - one write a minute is enough
                    session[SEEN] = seen = seconds
                request.session_seconds = min(seen + limit, started + ABSOLUTE_SECONDS) - seconds
            response = get_response(request)
            # What a signed-in person is shown is kept by no cache, unless a view knows better.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        return get_response(request)

    return middleware


def second_factor(get_response):
    """Staff come no further than their session has proved: the account alone opens nothing.

    A session that came through the door, of an account without a second factor, meets the page to set one up. Any
    other without one was made in another way, or stood on a factor that is gone: it ends.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        if not _asks_second_factor(request):
            return _sign_in_again(request) if has_lost_its_factor(request) else get_response(request)
        if is_proven(request):
            return get_response(request)
        if not can_set_up_a_factor(request):
            return _sign_in_again(request)
        return get_response(request) if _route(request) in SETTING_UP else redirect(reverse("mfa_index"))

    return middleware


def _asks_second_factor(request) -> bool:
    if is_staff(request.user) or request.user.is_superuser:
        return True
    # Whom a group of Wagtail lets into the CMS is staff there, whatever role they hold.
    in_cms = request.path_info.startswith(settings.PORTAL_CMS_PATH)
    return in_cms and request.user.has_perm("wagtailadmin.access_admin")


def _sign_in_again(request):
    page = page_after_sign_in(request)
    logout(request)
    messages.info(request, _("Please sign in again: this sign-in had no second step, or what it stood on has changed."))
    return redirect_to_login(page)


def _route(request) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def remember_device(get_response):
    """After a sign-in the device is known for half a year, so that others' guesses do not lock its owner out."""

    def middleware(request):
        response = get_response(request)
        owner = getattr(request, "known_device_for", None)
        if owner:
            token = signing.dumps({"user": owner, "device": secrets.token_hex(8)}, salt=devices.SALT)
            response.set_cookie(
                devices.COOKIE,
                token,
                max_age=devices.AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
