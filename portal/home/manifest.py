"""What the rest of the house may know of the public site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.cms.public_pages import PublicPages
from portal.directory.queries import years_without_days_off
from portal.first_day import FirstDay
from portal.home.operations.news import draft_news
from portal.home.operations.retention import forget_feedback
from portal.home.operations.sorting import forget_unknown
from portal.home.queries import columns_without_news
from portal.home.results import sources
from portal.home.results.heads import WITNESSES
from portal.manifests import Duty, Ground, Link, Manifest, Retention, SearchSource, Service
from portal.rhythm import Daily

EDITORS = {Role.EDITOR, Role.DISTRICT_ADMINISTRATOR}
DISTRICT = {Role.DISTRICT_ADMINISTRATOR}

MANIFEST = Manifest(
    "portal.home",
    public=(
        PublicPages(
            "site", lambda: ("home:feedback-leave", "home:feedback-solved", "home:site-map", "home:head-list"), reverse
        ),
    ),
    urls=(("", "portal.home.urls"),),
    is_authored=True,
    ground=(Ground("pages of the site in both languages", "build_site"),),
    tasks=(Link(60, _("News"), "newspaper", "home:news-list", column="news"),),
    front=(Link(30, _("Find the right bin"), "recycle", "home:sorting", text=_("Four kinds of waste on one page")),),
    services=(
        Service(
            100,
            _("Tell us"),
            _("Report a mistake, ask a question; read the answer with your reference."),
            "home:feedback-leave",
            "反馈 意见 建议 投诉 留言 纠错 找错 报错 咨询 联系我们 电话 查询答复 答复 回复 回复不满意 不满意 没有垃圾桶 垃圾桶满 写了意见 意见编号 反映 举报 乱倒垃圾 偷倒 没人管 没人收 堆满 臭 "
            "找谁管 feedback complaint contact question report phone",
        ),
        Service(
            101,
            _("News"),
            _("What was done and what comes next."),
            "home:news-list",
            "新闻 动态 工作动态 资讯 消息 通知 公告 报道 news notices",
        ),
        Service(
            102,
            _("Sorting guide"),
            _("Type an object, learn its bin."),
            "home:sorting",
            "垃圾分类 分类指南 垃圾怎么分 怎么扔 扔哪个桶 什么垃圾 可回收物 有害垃圾 厨余垃圾 其他垃圾 大件垃圾 装修垃圾 "
            "湿垃圾 干垃圾 四分类 垃圾 sorting guide bin recyclables waste rubbish trash",
        ),
        Service(
            103,
            _("What zero waste means"),
            _("What a zero-waste city and a zero-waste cell are, in a few words."),
            "home:zero-waste",
            "无废城市 无废城市是什么 什么意思 无废 无废细胞是什么 专家 专家评审 评上有什么好处 好处 介绍 zero waste city meaning what is",
        ),
        Service(
            104,
            _("My data"),
            _("See, correct or delete what the portal knows of you; withdraw your consent."),
            "home:feedback-leave",
            "我的信息 个人信息 删除我的信息 撤回同意 撤回我的手机号 删掉手机号 换手机号 注销 注销账号 手机号 隐私权利 不想收短信 短信 退订 "
            ""
            "personal data delete my account withdraw consent",
        ),
        Service(
            106,
            _("Privacy"),
            _("What the portal keeps of you, how long and why."),
            "home:privacy",
            "隐私 隐私政策 隐私说明 隐私保护 个人信息保护 cookie privacy policy",
        ),
        Service(
            105,
            _("About this portal"),
            _("What it is for, where its figures come from, who answers for it."),
            "home:about",
            "关于 关于本平台 这个网站 谁办的 谁弄的 主办 主办单位 靠谱 正规 官方 是不是骗人 数据从哪里来 about who runs this site",
        ),
        Service(
            107,
            _("Accessibility"),
            _("What works with a keyboard, a screen reader and large text, and what does not yet."),
            "home:accessibility",
            "无障碍声明 读屏 盲人 键盘 accessibility statement screen reader",
        ),
        Service(
            108,
            _("Site map"),
            _("All pages of this site."),
            "home:site-map",
            "网站地图 站点地图 导航 目录 所有页面 找不到 site map",
        ),
        Service(
            109,
            _("How far the word has spread"),
            _("How many people heard of it, and how that was counted."),
            "home:reach-now",
            "普及率 宣传教育普及率 覆盖 知晓率 宣传覆盖 多少人知道 reach awareness",
        ),
        Service(
            111,
            _("Heads of the ledger"),
            _("A line a day that proves that nothing recorded before it was changed."),
            "home:head-list",
            "台账 链头 防篡改 校验 核验台账 存证 ledger head proof checker",
        ),
    ),
    searches=(
        SearchSource(10, "services", _("Services"), sources.found_services, sources.services_named),
        SearchSource(20, "sorting", _("Sorting guide"), sources.found_objects, sources.objects_named),
        SearchSource(30, "pages", _("Pages"), sources.found_pages, sources.pages_named),
        SearchSource(40, "news", _("News"), sources.found_news),
    ),
    places=(
        Link(220, _("Check of the site"), "list-checks", "home:site-check", EDITORS),
        Link(230, _("Messages from residents"), "megaphone", "home:feedback-list", EDITORS | {Role.DEPARTMENT_OFFICER}),
        Link(265, _("Confirm the head of the ledger"), "scroll-text", "home:head-confirm", set(WITNESSES)),
        Link(240, _("Working days"), "calendar-days", "home:calendar-list", {Role.DISTRICT_ADMINISTRATOR}),
    ),
    first_day=(
        FirstDay(50, _("The days off are entered"), years_without_days_off, DISTRICT, "home:calendar-list"),
        FirstDay(70, _("The first news are published"), columns_without_news, EDITORS, "wagtailadmin_home"),
    ),
    duties=(
        Duty(("tell_unknown",), Daily(7, 20), _("Tells what the sorting guide lacks")),
        Duty(("publish_head",), Daily(1, 50), _("Makes the ledger's head public")),
        Duty(("check_pages",), Daily(5, 10), _("Looks for stale pages and dead links")),
        Duty(("ask_for_calendar",), Daily(6, 50), _("Asks for the days off of the coming year")),
    ),
    retention=(
        Retention("visitors' messages", forget_feedback),
        Retention("words asked for in vain", forget_unknown),
    ),
    tells=draft_news,
)
