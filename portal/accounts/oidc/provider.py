"""The district's identity service, where there is one: one app for staff, one for units (法人), each by setting.

A person is known by the subject, never by mail; what else the service says of them is not kept, and roles stay ours.
"""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from portal.accounts.oidc.tokens import nonce_of
from portal.accounts.oidc.views import OIDCAdapter


class OIDCProvider(OpenIDConnectProvider):
    package = "portal.accounts.oidc"
    oauth2_adapter_class = OIDCAdapter
    pkce_enabled_default = True
    supports_token_authentication = False

    @property
    def for_staff(self) -> bool:
        return bool(self.app.settings.get("staff"))

    @property
    def server_url(self) -> str:
        return f"{self.app.settings['server_url'].rstrip('/')}/.well-known/openid-configuration"

    def serialize(self):
        """Which of the two services: both may know this portal by the same name."""
        return {**super().serialize(), "id": self.app.provider_id}

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        state = get_adapter().generate_state_param({})
        kwargs |= {"state_id": state, "auth_params": {**self.get_auth_params(), "nonce": nonce_of(state)}}
        return super().redirect(request, process, next_url, data, **kwargs)

    def get_default_scope(self):
        return ["openid"]

    def get_scope_from_request(self, request):
        return self.get_scope()

    def extract_uid(self, data):
        return data["sub"]

    def extract_extra_data(self, data):
        return {}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        return []


provider_classes = [OIDCProvider]
