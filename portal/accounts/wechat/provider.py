"""WeChat: inside it by consent (official account), elsewhere by scanning a code (website app).

Two apps and one provider, so that a person is one account whichever way they come. The district's apps are bound to one
open platform account; then both ways name a person by the same unionid.
"""

from allauth.socialaccount.providers.weixin.provider import WeixinProvider
from django.utils.translation import gettext_lazy as _

from portal.accounts.wechat.views import WeChatAdapter


class WeChatProvider(WeixinProvider):
    name = _("WeChat")
    package = "portal.accounts.wechat"
    oauth2_adapter_class = WeChatAdapter
    for_staff = False

    @property
    def is_inside(self) -> bool:
        return bool(self.app.settings.get("inside"))

    def get_default_scope(self):
        return ["snsapi_userinfo"] if self.is_inside else ["snsapi_login"]

    def get_scope_from_request(self, request):
        return self.get_scope()

    def get_auth_params_from_request(self, request, action):
        return self.get_auth_params()

    def extract_uid(self, data):
        return data.get("unionid") or data["openid"]

    def extract_extra_data(self, data):
        """What the owner recognises the link by; place, sex and picture are none of our business."""
        return {"nickname": data.get("nickname", "")}

    def extract_common_fields(self, data):
        return {}


provider_classes = [WeChatProvider]
