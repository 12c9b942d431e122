import secrets

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    ChangePhoneForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    VerifyPhoneForm,
)
from allauth.core import context
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts.devices import is_stranger
from portal.accounts.fields import CodeField
from portal.accounts.limits import can_text, within
from portal.accounts.models import User
from portal.accounts.proof import BITS, WAIT_SECONDS, Shown, new_word, seconds_since, shown
from portal.accounts.social import forget_pending

WAIT = _(
    "This number has not signed in on this device, and your browser runs no scripts: we wait a minute, so that machines "
    "do not use up the messages. Press the button again in %(seconds)s seconds."
)
STALE = _("This page was open for too long. Press the button once more.")
FORGOTTEN = _("Forgotten? The security administrator gives you a link to set a new one.")


class RequestCodeForm(RequestLoginCodeForm):
    """One step for "sign in" and "sign up": an unknown number gets an account with its first code.

    Whoever never enters a code leaves an unverified account, which the nightly tidy-up removes.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["word"] = forms.CharField(
            required=False, widget=forms.HiddenInput({"data-work": BITS, "autocomplete": "off"})
        )
        self.fields["proof"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial["word"] = new_word(clock.now())

    def clean_phone(self):
        phone = super().clean_phone()
        if phone and is_stranger(context.request, phone):
            self._look_at_work()
        if phone and not can_text(context.request, phone):
            raise get_adapter().validation_error("too_many_login_attempts")
        if phone and self._user is None and not User.objects.with_phone(phone).exists():
            user = User(username=f"p-{secrets.token_hex(8)}")
            user.set_unusable_password()
            user.set_phone(phone, verified=False)
            user.save()
            self._user = user
        return phone

    def _look_at_work(self):
        """A stranger's phone works for its first message; without scripts a minute's wait does, a few times an hour."""
        word, number = self.data.get("word", ""), self.data.get("proof", "")
        passed, seen = seconds_since(word, clock.now()), shown(word, number, clock.now())
        if seen is Shown.NOTHING and passed is not None:
            raise forms.ValidationError(WAIT % {"seconds": WAIT_SECONDS - passed}, code="wait")
        # Used up, or of no use: the next try needs another.
        self.data = self.data.copy()
        self.data["word"], self.data["proof"] = new_word(clock.now()), ""
        if seen is Shown.NOTHING or not within(context.request, "text_word", key=word):
            raise forms.ValidationError(STALE, code="stale")
        if seen is Shown.PATIENCE and not within(context.request, "sms_without_work", key="all"):
            raise get_adapter().validation_error("too_many_login_attempts")


class NewPhoneForm(ChangePhoneForm):
    def clean_phone(self):
        phone = super().clean_phone()
        if not can_text(context.request, phone):
            raise get_adapter().validation_error("too_many_login_attempts")
        return phone


class TypedCode:
    """A form with the figures of a code, counted before they are weighed."""

    refusal = "too_many_login_attempts"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(label=self.fields["code"].label)

    def clean_code(self):
        if not self.is_within():
            raise get_adapter().validation_error(self.refusal)
        return super().clean_code()


class SentCode(TypedCode):
    """Figures sent to a phone: three tries at each, however many are sent at once."""

    def is_within(self):
        sent = f"{context.request.session.session_key}:{self.expected_code}"
        return within(context.request, "code_tries", key=sent)


class SecondStepCode(TypedCode):
    """Figures of an authenticator app, or a recovery code: each is weighed once, however it is spelled."""

    refusal = "incorrect_code"

    def is_within(self):
        return within(context.request, "second_step_code", key=f"{self.user.pk}:{self.cleaned_data['code']}")


class ConfirmCodeForm(SentCode, ConfirmLoginCodeForm):
    pass


class ConfirmPhoneForm(SentCode, VerifyPhoneForm):
    pass


class SecondStepForm(SecondStepCode, second_step.AuthenticateForm):
    pass


class SecondStepAgainForm(SecondStepCode, second_step.ReauthenticateForm):
    pass


class AddAppForm(SecondStepCode, ActivateTOTPForm):
    pass


class SignInForm(LoginForm):
    """The staff's door: a user name, a password, and who helps when it is forgotten."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forget_pending(context.request)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("User name")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs.pop("placeholder", None)
        password.help_text = FORGOTTEN


class AskAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = FORGOTTEN


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = FORGOTTEN


class AddKeyForm(AddWebAuthnForm):
    """A passkey or security key, with a label that can be translated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
