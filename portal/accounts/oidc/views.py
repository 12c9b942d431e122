"""OpenID Connect: the code is exchanged for an ID token, and nothing but what that token says is believed."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404
from requests import RequestException

from portal.accounts.oidc.tokens import BadTokenError, claims_in, second_step_in
from portal.accounts.onward import onward


class OIDCAdapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self):
        """What the provider says of itself; it may not speak for another one."""
        found = super().openid_config
        if found.get("issuer") != self.get_provider().app.settings["server_url"]:
            raise OAuth2Error("the issuer is another one")
        return found

    def complete_login(self, request, app, token, **kwargs):
        issuer = app.settings["server_url"]
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        try:
            claims = claims_in(
                str(kwargs["response"].get("id_token", "")),
                answer.json(),
                issuer=issuer,
                client=app.client_id,
                state=request.GET.get("state", ""),
            )
        except (BadTokenError, ValueError) as fault:
            raise OAuth2Error(f"ID token refused: {fault}") from fault
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.second_step = second_step_in(claims, settings.PORTAL_OIDC_SECOND_STEPS)
        return login


def login(request, provider_id):
    return _answered(OAuth2LoginView, request, provider_id)


def callback(request, provider_id):
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view, request, provider_id):
    adapter = OIDCAdapter(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    try:
        return onward(request, view.adapter_view(adapter)(request))
    except (OAuth2Error, RequestException, KeyError, ValueError) as fault:
        # It is away, or says of itself what nobody can read.
        return render_authentication_error(request, provider, exception=fault)
