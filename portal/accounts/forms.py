import secrets

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

FORGOTTEN = _("Forgotten? The security administrator gives you a link to set a new one.")


class RequestCodeForm(RequestLoginCodeForm):
    """One step for "sign in" and "sign up": an unknown number gets an account with its first code.

    Whoever never enters a code leaves an unverified account, which the nightly tidy-up removes.
    """

    def clean_phone(self):
        phone = super().clean_phone()
        if phone and not _within_budget():
            raise get_adapter().validation_error("too_many_login_attempts")
        if phone and self._user is None and not User.objects.with_phone(phone).exists():
            user = User(username=f"p-{secrets.token_hex(8)}")
            user.set_unusable_password()
            user.set_phone(phone, verified=False)
            user.save()
            self._user = user
        return phone


def _within_budget() -> bool:
    """A breaker for the whole site: nobody runs up the bill, however many numbers and addresses they use."""
    return ratelimit.consume(context.request, action="sms_budget", key="all")


class SignInForm(LoginForm):
    """The staff's door: a user name, a password, and who helps when it is forgotten."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
