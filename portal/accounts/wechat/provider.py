"""WeChat: on a computer by scanning a code (website app), inside WeChat by consent (official account).

Both give a unionid for one person, where the district's apps are bound to one open platform account.
"""

from allauth.socialaccount.providers.weixin.provider import WeixinProvider

from portal.accounts.wechat.views import InsideAdapter, WebsiteAdapter


class WebsiteProvider(WeixinProvider):
    package = "portal.accounts.wechat"
    oauth2_adapter_class = WebsiteAdapter

    def extract_uid(self, data):
        return data.get("unionid") or data["openid"]


class InsideProvider(WebsiteProvider):
    id = "weixin_inside"
    oauth2_adapter_class = InsideAdapter

    def get_default_scope(self):
        return ["snsapi_userinfo"]


provider_classes = [WebsiteProvider, InsideProvider]
