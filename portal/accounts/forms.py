import secrets

from allauth.account.forms import RequestLoginCodeForm

from portal.accounts.models import User


class RequestCodeForm(RequestLoginCodeForm):
    """One step for "sign in" and "sign up": an unknown number gets an account with its first code.

    Whoever never enters a code leaves an unverified account, which the nightly tidy-up removes.
    """

    def clean_phone(self):
        phone = super().clean_phone()
        if phone and self._user is None and not User.objects.with_phone(phone).exists():
            user = User(username=f"p-{secrets.token_hex(8)}")
            user.set_unusable_password()
            user.set_phone(phone, verified=False)
            user.save()
            self._user = user
        return phone
