"""What the rest of the house may know of the public site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.cms.public_pages import PublicPages
from portal.home.operations.retention import forget_feedback
from portal.home.operations.sorting import forget_unknown
from portal.home.results import sources
from portal.manifests import Duty, Ground, Link, Manifest, Retention, SearchSource, Service
from portal.rhythm import Daily

EDITORS = {Role.EDITOR, Role.DISTRICT_ADMINISTRATOR}

MANIFEST = Manifest(
    "portal.home",
    public=(PublicPages("site", lambda: ("home:feedback-leave", "home:site-map"), reverse),),
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
            "反馈 意见 建议 投诉 留言 纠错 报错 咨询 联系我们 查询答复 回执 feedback complaint contact question",
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
        Link(230, _("Messages from residents"), "megaphone", "home:feedback-list", EDITORS),
        Link(240, _("Working days"), "calendar-days", "home:calendar-list", {Role.DISTRICT_ADMINISTRATOR}),
    ),
    duties=(
        Duty(("check_pages",), Daily(5, 10), _("Looks for stale pages and dead links")),
        Duty(("ask_for_calendar",), Daily(6, 50), _("Asks for the days off of the coming year")),
    ),
    retention=(
        Retention("visitors' messages", forget_feedback),
        Retention("words asked for in vain", forget_unknown),
    ),
)
