"""What the rest of the house may know of the board."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts.roles import Role
from portal.board.figures.drift import drifted
from portal.board.queries import current_plan, found_indicators, indicators_of_today
from portal.board.triggers import GUARDS
from portal.cms.public_pages import PublicPages
from portal.manifests import Duty, Invariant, Law, Link, Manifest, SearchSource, Service
from portal.rhythm import HOUR, MINUTE, Daily, Every

OUTREACH = "board:outreach-detail"
OF_THE_PLAN = (
    "board:indicator-list",
    "board:project-list",
    "board:task-list",
    "board:change-list",
    "board:office-list",
)
OFFICERS = {Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR}
DISTRICT = {Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER}


def _pages_of_today() -> list[tuple[str, ...]]:
    plan = current_plan(clock.today())
    return [(OUTREACH,), *((name, plan.slug) for name in OF_THE_PLAN)] if plan else []


MANIFEST = Manifest(
    "portal.board",
    public=(
        PublicPages("board", _pages_of_today, lambda page: reverse(page[0], args=page[1:])),
        PublicPages(
            "indicators",
            indicators_of_today,
            lambda row: reverse("board:indicator-detail", args=[row.plan.slug, row.number]),
        ),
    ),
    urls=(("board/", "portal.board.urls"),),
    tasks=(Link(50, _("How the plan stands"), "chart-column", "board:indicator-list"),),
    services=(
        Service(
            70,
            _("How the plan stands"),
            _("The 52 indicators of the zero-waste plan, with target, value and source."),
            "board:indicator-list",
            "指标 数据 进展 完成情况 建设指标 52项指标 看板 实施方案 indicators data figures progress plan board",
        ),
        Service(
            80,
            _("Key projects"),
            _("The projects of the plan and where they stand."),
            "board:project-list",
            "重点工程 重点项目 项目进展 工程 projects",
        ),
        Service(
            90,
            _("Outreach of towns and subdistricts"),
            _("How many outreach events each held this quarter."),
            "board:outreach-detail",
            "宣传场次 镇街道宣传 街道宣传 季度宣传 宣传达标 outreach towns quarter",
        ),
    ),
    searches=(SearchSource(80, "indicators", _("Indicators"), found_indicators),),
    places=(
        Link(140, _("Figures to provide"), "chart-column", "board:due-list", OFFICERS),
        Link(150, _("Tasks and progress"), "clipboard-check", "board:duty-list", OFFICERS | {Role.STREET_OFFICER}),
        Link(160, _("What needs a decision first"), "list-filter", "board:decision-list", DISTRICT),
        Link(170, _("Who owes what by when"), "calendar-check", "board:owed-list", DISTRICT),
        Link(180, _("How the work stands"), "chart-column", "board:room-list", DISTRICT),
        Link(190, _("Reports on the plan"), "file-text", "board:report-list", OFFICERS | {Role.DISTRICT_REVIEWER}),
    ),
    duties=(
        Duty(("draw_observations",), Every(5 * MINUTE), _("Draws figures for the board")),
        Duty(("check_drift", "--apart"), Every(HOUR), _("Compares published figures with the ledger")),
        Duty(("remind_due",), Daily(7, 10), _("Reminds of figures that fall due")),
    ),
    invariants=(Invariant(Law.DERIVED, drifted),),
    guards=GUARDS,
)
