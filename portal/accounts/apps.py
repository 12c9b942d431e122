from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self):
        from allauth.mfa.signals import authenticator_added, authenticator_reset  # noqa: PLC0415 - once apps are loaded

        from portal.accounts.sessions import note_new_factor  # noqa: PLC0415

        authenticator_added.connect(note_new_factor)
        authenticator_reset.connect(note_new_factor)
