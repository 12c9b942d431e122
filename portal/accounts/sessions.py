"""By what a session was made, and how the sessions of a person end.

allauth notes in the session each step by which a person proved who they are. A session of staff stands on a first
step (password, code, WeChat, identity service) and a second one that still exists, or on a passkey, which is both. An account that
merely has a second factor says nothing about the session at hand.
"""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

SECOND_STEP = "mfa"
# A second step that an identity service asked for, by what the operator counts as one.
OUTSIDE = "outside"
NAMES = {
    "password": _("Password"),
    "code": _("Code by text message"),
    "totp": _("Authenticator app"),
    "webauthn": _("Passkey"),
    "recovery_codes": _("Recovery code"),
}


def steps_of(request) -> list[dict]:
    """The steps that made this session, oldest first: method, at (epoch seconds), of a second step type and id."""
    return get_authentication_records(request, request.user)


def steps_in(session: dict) -> list[dict]:
    """The same of a session that is not the one at hand, from what is kept of it."""
    return session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])


def step_names(steps: list[dict]) -> str:
    """In words, each step once and in order: "Password + Authenticator app"."""
    return " + ".join(dict.fromkeys(filter(None, map(_name, steps))))


def _name(step: dict) -> str:
    if step["method"] == "socialaccount":
        return str(settings.PORTAL_IDENTITIES.get(step.get("provider"), ""))
    if step["method"] == OUTSIDE:
        return gettext("second step there (%(step)s)") % {"step": step.get("step", "")}
    return str(NAMES.get(step.get("type", step["method"]), ""))


def is_proven(request) -> bool:
    """Whether this session was made with a second factor that its person still has."""
    steps = steps_of(request)
    if any(_is_outside_step(step, request.user) for step in steps):
        return True
    kept = _factors(request.user)
    used = [step for step in steps if step["method"] == SECOND_STEP and step.get("id") in kept]
    return any(step.get("passwordless") for step in used) or (
        bool(used) and any(step["method"] != SECOND_STEP for step in steps)
    )


def has_lost_its_factor(request) -> bool:
    """Whether it was made with second factors of which none is left."""
    used = {step.get("id") for step in steps_of(request) if step["method"] == SECOND_STEP}
    return bool(used) and not used & _factors(request.user)


def can_set_up_a_factor(request) -> bool:
    """A session that came through the door, of an account that has no second factor yet."""
    return bool(steps_of(request)) and not _factors(request.user)


def note_new_factor(*, request, user, authenticator, **_signal) -> None:
    """Whoever has just set a factor up has shown that it is in their hands; receives allauth's two signals."""
    record_authentication(request, user, SECOND_STEP, id=authenticator.pk, type=authenticator.type)


def end_sessions(user) -> None:
    """All of them at once, also one that is being made right now: what a session stands on has changed.

    Runs in the caller's transaction. The count is part of what every session is checked against.
    """
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    tracked = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(tracked.values_list("session_key", flat=True))).delete()
    tracked.delete()


def _is_outside_step(step: dict, user) -> bool:
    """What an identity service vouched for counts while the setting says so and the link is there."""
    if step["method"] != OUTSIDE or step.get("step") not in settings.PORTAL_OIDC_SECOND_STEPS:
        return False
    provider, uid = step.get("provider"), step.get("uid")
    is_known = provider in settings.PORTAL_IDENTITIES
    return is_known and SocialAccount.objects.filter(user=user, provider=provider, uid=uid).exists()


def _factors(user) -> set[int]:
    """Ids of the second factors of a person, read once a request."""
    if not hasattr(user, "_factors"):
        user._factors = set(Authenticator.objects.filter(user=user).values_list("pk", flat=True))  # noqa: SLF001
    return user._factors  # noqa: SLF001
