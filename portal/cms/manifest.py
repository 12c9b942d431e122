"""What the rest of the house may know of the content system."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.cms.notifications import ONWARD
from portal.cms.queries import foot_without_words, missing_files
from portal.first_day import FirstDay
from portal.manifests import Duty, Invariant, Law, Link, Manifest, Service
from portal.rhythm import MINUTE, Every

AUTHORS = {Role.EDITOR, Role.DISTRICT_ADMINISTRATOR, Role.SECTION_EDITOR}

MANIFEST = Manifest(
    "portal.cms",
    urls=(("", "portal.cms.urls"),),
    told={ONWARD},
    is_authored=True,
    services=(
        Service(
            110,
            _("Display settings"),
            _("Larger text, high contrast, elder mode."),
            "cms:mode-set",
            "长者模式 长辈版 老年模式 老年人 老人 老人版 大字 大字版 字太小 字小 看不清 看不见 字体放大 放大 字号 适老化 无障碍 "
            "关怀版 高对比度 眼睛花 英文 英文版 语言 切换语言 切换英文 elder large text contrast bigger",
        ),
    ),
    places=(
        Link(200, _("Content"), "square-pen", "wagtailadmin_home", AUTHORS),
        Link(202, _("Pages to approve"), "stamp", "cms-page-waiting", {Role.DISTRICT_ADMINISTRATOR}),
    ),
    invariants=(Invariant(Law.NO_HALF, missing_files),),
    first_day=(
        FirstDay(
            60,
            _("The foot of every page is filled in"),
            foot_without_words,
            {Role.DISTRICT_ADMINISTRATOR},
            advice=_("The operator writes them into the portal's environment file and starts it again."),
        ),
    ),
    duties=(Duty(("publish_scheduled",), Every(MINUTE), _("Publishes pages at their time")),),
)
