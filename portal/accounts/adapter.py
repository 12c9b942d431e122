"""How allauth meets our people: phones, throttles, known devices."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.userkit import user_username
from allauth.core.exceptions import RateLimited
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts import sms
from portal.accounts.devices import known_device
from portal.accounts.fields import PhoneField
from portal.accounts.limits import can_text
from portal.accounts.models import User, display_name
from portal.accounts.permissions import is_staff
from portal.accounts.sealed import seal, unseal
from portal.accounts.sms.texts import compose
from portal.accounts.social import link_pending

FRESH_SECONDS = 5 * 60
CODE = "accounts/messages/code.txt"


def is_fresh(request) -> bool:
    """Whether the person proved who they are within the last minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH_SECONDS


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages

    def is_open_for_signup(self, request):
        """Residents get an account with their first code, staff from an administrator."""
        return False

    # Throttles --------------------------------------------------------------------------------------

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count per account; the owner's known device has a count of its own.

        So a stranger's guesses lock strangers out, and not the owner (trap M3).
        """
        login = str(credentials.get("username") or credentials.get("phone") or "").lower()
        user = User.objects.filter(username__iexact=login).only("public_id").first()
        return f"{login}:{known_device(request, user)}"

    def login(self, request, user):
        super().login(request, user)
        request.known_device_for = str(user.public_id)
        records = get_authentication_records(request, user)
        if any(record["method"] == "code" for record in records):
            link_pending(request, user)

    def get_login_stages(self):
        ours = {"allauth.mfa.stages.AuthenticateStage": "portal.accounts.stages.SecondStepStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app, **kwargs):
        """A sign-in of the last minutes is as good as being asked again: setting up a second factor asks once."""
        return not is_fresh(self.request) and super().is_reauthentication_required(app=app, **kwargs)

    # Phones -----------------------------------------------------------------------------------------

    def phone_form_field(self, **kwargs):
        return PhoneField(label=_("Mobile number"), **kwargs)

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        # Every way that sends a code comes by here, also asking for another one.
        if not can_text(self.request, phone):
            raise RateLimited
        try:
            sms.send(phone, compose(CODE, {"code": code}))
        except sms.UndeliveredError:
            messages.error(self.request, _("The code could not be sent. Try again later, or call the number below."))

    def set_phone(self, user, phone, verified):
        user.set_phone(phone, verified=verified)
        user.save(update_fields=["phone", "phone_index", "phone_verified"])

    def get_phone(self, user):
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user, phone):
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone):
        return User.objects.with_phone(phone).filter(is_active=True).first()

    def get_login_redirect_url(self, request):
        return reverse("inbox:task-list")


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user):
        return display_name(user) or user_username(user)

    def is_mfa_enabled(self, user, types=None):
        return super().is_mfa_enabled(user, types)

    def can_delete_authenticator(self, authenticator):
        """The last second factor of a member of staff stays."""
        if not is_staff(authenticator.user):
            return True
        kinds = [authenticator.Type.TOTP, authenticator.Type.WEBAUTHN]
        others = type(authenticator).objects.filter(user=authenticator.user, type__in=kinds)
        return others.exclude(pk=authenticator.pk).exists() or authenticator.type not in kinds

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)
