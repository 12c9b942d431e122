from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.weixin.client import WeixinOAuth2Client
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from portal.accounts.onward import onward

INSIDE, WEBSITE = (f"https://open.weixin.qq.com/connect/{way}" for way in ("oauth2/authorize", "qrconnect"))


class WeChatClient(WeixinOAuth2Client):
    def get_redirect_url(self, authorization_url, scope, extra_params):
        return f"{super().get_redirect_url(authorization_url, scope, extra_params)}#wechat_redirect"


class WeChatAdapter(WeixinOAuth2Adapter):
    access_token_method = "GET"  # as WeChat documents it  # noqa: S105
    client_class = WeChatClient

    @property
    def authorize_url(self):
        return INSIDE if self.get_provider().is_inside else WEBSITE

    def complete_login(self, request, app, token, **kwargs):
        openid = kwargs["response"].get("openid", "")
        parameters = {"access_token": token.token, "openid": openid, "lang": "zh_CN"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, params=parameters)
            answer.raise_for_status()
            # The profile is UTF-8 whatever its header says.
            answer.encoding = "utf-8"
            profile = answer.json()
        if not openid or profile.get("openid") != openid:
            # A refusal is an answer with errcode and status 200.
            raise OAuth2Error(f"WeChat named another person, or none: {profile.get('errcode')}")
        login = self.get_provider().sociallogin_from_response(request, profile)
        login.openid = openid
        return login


def _where_configured(view):
    def answered(request):
        try:
            return onward(request, view(request))
        except SocialApp.DoesNotExist:
            raise Http404 from None

    return answered


oauth2_login = _where_configured(OAuth2LoginView.adapter_view(WeChatAdapter))
oauth2_callback = _where_configured(OAuth2CallbackView.adapter_view(WeChatAdapter))


@require_safe
def verification(request, word: str):
    """WeChat asks for this file before it lets an app name our domain; its name holds what stands in it."""
    if word not in settings.PORTAL_WECHAT_VERIFY:
        raise Http404
    return HttpResponse(word, content_type="text/plain; charset=utf-8")
