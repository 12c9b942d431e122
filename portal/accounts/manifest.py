"""What the rest of the house may know of the one door."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.accounts.limits import health_lines
from portal.health import Health
from portal.manifests import Duty, Link, Manifest, Service
from portal.rhythm import Daily

SENT = _("%(count)s of %(budget)s sent.")
SPENT = (
    SENT,
    _(
        "Look in the access log at who asks for codes in masses (/account/login/code/). If they are people, raise "
        "PORTAL_SMS_DAILY_BUDGET. When all are spent nobody gets a code until the next day."
    ),
)


def _share(name: str, label: str, alarm: str) -> Health:
    return Health(120, name, label, SENT, {"spent": SPENT}, alarm)


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
            "登录 登不上 登录不了 注册 单位登录 工作人员登录 微信登录 手机号登录 验证码 收不到验证码 账号 sign in login account",
        ),
        Service(
            122,
            _("Forgotten password"),
            _("Set a new one by mail or by a code to your phone."),
            "account_reset_password",
            "忘记密码 密码 重置密码 改密码 找回密码 密码错误 reset password forgot",
        ),
    ),
    places=(Link(290, _("My account"), "user-round", "usersessions_list"),),
    health=(
        Health(120, "texts", _("Text messages of 24 hours"), SENT, ask=health_lines, source="cache"),
        _share(
            "texts_50",
            _("Text messages of 24 hours: half"),
            gettext_noop("Half of the text messages of a day are spent"),
        ),
        _share(
            "texts_80",
            _("Text messages of 24 hours: four fifths"),
            gettext_noop("Four fifths of the text messages of a day are spent"),
        ),
        _share(
            "texts_100",
            _("Text messages of 24 hours: all"),
            gettext_noop("All text messages of a day are spent: nobody gets a code to sign in"),
        ),
    ),
    duties=(Duty(("clearsessions",), Daily(3, 50), _("Deletes ended sessions")),),
)
