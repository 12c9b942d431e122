"""What the rest of the house may know of the one door."""

from django.utils.translation import gettext_lazy as _

from portal.manifests import Duty, Link, Manifest, Service
from portal.rhythm import Daily

MANIFEST = Manifest(
    "portal.accounts",
    urls=(("account/", "portal.accounts.urls"),),
    templates={"account", "mfa", "socialaccount", "usersessions"},
    services=(
        Service(
            120,
            _("Sign in"),
            _("For units and staff."),
            "account_login",
            "登录 注册 单位登录 工作人员登录 忘记密码 验证码 sign in login account password",
        ),
    ),
    places=(Link(290, _("My account"), "user-round", "usersessions_list"),),
    duties=(Duty(("clearsessions",), Daily(3, 50), _("Deletes ended sessions")),),
)
