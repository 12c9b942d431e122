"""What the rest of the house may know of outreach."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Event
from campaigns.notifications import DECLINED
from campaigns.operations.retention import forget_words
from campaigns.queries import figures, invariants, recognised_estates
from campaigns.queries.events import desk_events, events_named, found_events, found_lists
from campaigns.queries.ledger import altered_rows, work_at_a_glance
from campaigns.queries.pages import found_campaigns
from portal.accounts.roles import Role
from portal.cms.public_pages import PublicPages
from portal.directory.queries import places_without_a_quota
from portal.finding import Finder
from portal.first_day import FirstDay
from portal.manifests import (
    Duty,
    Figures,
    Invariant,
    Law,
    Link,
    Manifest,
    Panel,
    Retention,
    SearchSource,
    Service,
)
from portal.rhythm import MINUTE, Daily, Every

READERS = {
    Role.STREET_OFFICER,
    Role.DEPARTMENT_OFFICER,
    Role.DISTRICT_ADMINISTRATOR,
    Role.DISTRICT_REVIEWER,
    Role.AUDITOR,
}

MANIFEST = Manifest(
    "campaigns",
    public=(
        PublicPages("outreach", lambda: ("campaigns:event-list", "campaigns:estate-list"), reverse),
        PublicPages(
            "events",
            lambda: Event.objects.public().order_by("pk"),
            lambda event: reverse("campaigns:event-detail", args=[event.public_id]),
            lambda event: event.verified_at or event.created_at,
        ),
        PublicPages(
            "estates",
            lambda: recognised_estates().order_by("pk"),
            lambda estate: reverse("campaigns:estate-detail", args=[estate.public_id]),
        ),
    ),
    urls=(("events/", "campaigns.urls"),),
    told={DECLINED},
    is_authored=True,
    tasks=(Link(40, _("Events near by"), "calendar-days", "campaigns:event-list"),),
    front=(
        Link(
            40,
            _("See an event near by"),
            "calendar-days",
            "campaigns:event-list",
            text=_("By town and subdistrict"),
        ),
    ),
    services=(
        Service(
            60,
            _("Events near by"),
            _("Talks, stalls, exchanges and visits by town and subdistrict."),
            "campaigns:event-list",
            "活动 近期活动 身边的活动 活动日历 日历 宣传活动 志愿活动 旧物交换 报名 报名活动 怎么报名 我的报名 取消报名 "
            "退报名 不去了 签到 参加活动 这个月有什么活动 周末活动 跳蚤市场 亲子活动 手工 手工课 改时间 发东西 礼品 events calendar activities volunteer register event sign up",
        ),
        Service(
            62,
            _("Model communities"),
            _("Communities that sort their waste well, by town and subdistrict."),
            "campaigns:estate-list",
            "示范小区 分类示范小区 示范社区 达标小区 垃圾分类示范 小区名单 小区垃圾分类 model communities estates",
        ),
    ),
    searches=(
        SearchSource(50, "campaigns", _("Campaigns"), found_campaigns),
        SearchSource(55, "calendar", _("Calendar"), found_lists),
        SearchSource(60, "events", _("Events"), found_events, events_named),
    ),
    finders=(Finder(30, _("Events"), READERS, desk_events),),
    places=(
        Link(30, _("My events"), "calendar-days", "campaigns:event-mine", {Role.STREET_OFFICER}),
        Link(110, _("Events to verify"), "stamp", "campaigns:review-list", {Role.DISTRICT_REVIEWER}),
        Link(120, _("Outreach ledger"), "calendar-check", "campaigns:ledger-now", READERS),
    ),
    first_day=(
        FirstDay(
            40,
            _("Each town and street has its quota of events"),
            places_without_a_quota,
            {Role.DISTRICT_ADMINISTRATOR},
            "areas:index",
        ),
    ),
    duties=(
        Duty(("compare_photos",), Every(MINUTE), _("Compares photos")),
        Duty(("warn_quarters",), Daily(7, 30), _("Warns of quarters that fall short")),
    ),
    invariants=(
        Invariant(Law.NO_DOUBLE, invariants.filings_twice),
        Invariant(Law.ORDER, invariants.unrecorded_events),
        Invariant(Law.ISOLATION, invariants.files_of_two_streets),
    ),
    retention=(Retention("impressions", forget_words),),
    altered=altered_rows,
    figures=Figures(figures.drawn, figures.FORMULAS),
    panels=(Panel(30, "campaigns/parts/work_panel.html", work_at_a_glance),),
)
