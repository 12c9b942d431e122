from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.weixin.client import WeixinOAuth2Client
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter


class WebsiteAdapter(WeixinOAuth2Adapter):
    access_token_method = "GET"  # as WeChat documents it  # noqa: S105

    def complete_login(self, request, app, token, **kwargs):
        parameters = {"access_token": token.token, "openid": kwargs["response"]["openid"], "lang": "zh_CN"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, params=parameters)
            answer.raise_for_status()
            # The profile is UTF-8 whatever its header says.
            answer.encoding = "utf-8"
            return self.get_provider().sociallogin_from_response(request, answer.json())


class InsideClient(WeixinOAuth2Client):
    def get_redirect_url(self, authorization_url, scope, extra_params):
        return f"{super().get_redirect_url(authorization_url, scope, extra_params)}#wechat_redirect"


class InsideAdapter(WebsiteAdapter):
    provider_id = "weixin_inside"
    client_class = InsideClient

    @property
    def authorize_url(self):
        return (
            self.get_provider()
            .get_settings()
            .get("AUTHORIZE_URL", "https://open.weixin.qq.com/connect/oauth2/authorize")
        )


oauth2_login = OAuth2LoginView.adapter_view(WebsiteAdapter)
oauth2_callback = OAuth2CallbackView.adapter_view(WebsiteAdapter)
inside_login = OAuth2LoginView.adapter_view(InsideAdapter)
inside_callback = OAuth2CallbackView.adapter_view(InsideAdapter)
