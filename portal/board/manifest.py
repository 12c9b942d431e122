"""What the rest of the house may know of the board."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts.roles import STAFF_ROLES, Role
from portal.board.figures.drift import drifted
from portal.board.queries import (
    current_plan,
    desk_indicators,
    found_indicators,
    indicators_of_today,
    plans_that_are_over,
)
from portal.board.triggers import GUARDS
from portal.cms.public_pages import PublicPages
from portal.finding import Finder
from portal.first_day import FirstDay
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
PLANNERS = {Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER, Role.AUDITOR}
DISTRICT = {Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER}


def _pages_of_today() -> list[tuple[str, ...]]:
    plan = current_plan(clock.today())
    return [(OUTREACH,), ("board:release-list",), *((name, plan.slug) for name in OF_THE_PLAN)] if plan else []


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
            "指标 目标 碳达峰 碳减排 碳 数据 进展 完成情况 建设指标 52项指标 看板 实施方案 indicators data figures progress plan board",
        ),
        Service(
            80,
            _("Key projects"),
            _("The projects of the plan and where they stand."),
            "board:project-list",
            "重点工程 七个重点项目 七项重点工程 重点项目 项目进展 工程 投资 projects",
        ),
        Service(
            82,
            _("Tasks of the plan"),
            _("What is to be done, by whom and until when."),
            "board:task-list",
            "任务 任务清单 重点任务 工作任务 实施方案 方案 规划 谁负责 tasks plan",
        ),
        Service(
            84,
            _("Who is responsible"),
            _("Offices, towns and subdistricts with their indicators and tasks."),
            "board:office-list",
            "责任单位 部门 哪个部门 责任部门 谁负责 归谁管 生态环境局 城管局 住建局 街道 镇 responsible departments offices",
        ),
        Service(
            86,
            _("What has changed on the board"),
            _("Figures that were published or corrected, the newest first."),
            "board:change-list",
            "更新 变更 更正 最新数据 数据更正 修订 changes corrections updates",
        ),
        Service(
            87,
            _("Release calendar"),
            _("On which days new figures appear, and which days were moved and why."),
            "board:release-list",
            "发布日程 发布时间 什么时候发布 数据发布 发布日历 公布时间 release calendar when dates",
        ),
        Service(
            88,
            _("Open data"),
            _("All figures as files, and an interface for programs."),
            "board:data-package",
            "开放数据 下载 报告 年度报告 数据下载 下载数据 接口 表格下载 数据接口 open data api download csv",
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
    finders=(Finder(40, _("Indicators"), STAFF_ROLES, desk_indicators),),
    places=(
        Link(140, _("Figures to provide"), "chart-column", "board:due-list", OFFICERS),
        Link(150, _("Tasks and progress"), "clipboard-check", "board:duty-list", OFFICERS | {Role.STREET_OFFICER}),
        Link(160, _("What needs a decision first"), "list-filter", "board:decision-list", DISTRICT),
        Link(170, _("Who owes what by when"), "calendar-check", "board:owed-list", DISTRICT),
        Link(180, _("How the work stands"), "chart-column", "board:room-list", DISTRICT),
        Link(190, _("Reports on the plan"), "file-text", "board:report-list", OFFICERS | {Role.DISTRICT_REVIEWER}),
        Link(192, _("Release calendar"), "calendar-check", "board:release-list", PLANNERS),
        Link(195, _("From plan to plan"), "list-filter", "board:plan-list", PLANNERS),
    ),
    first_day=(FirstDay(110, _("A plan is in force"), plans_that_are_over, DISTRICT, "board:plan-list"),),
    duties=(
        Duty(("open_plans",), Every(5 * MINUTE), _("Puts an approved plan in force on its day")),
        Duty(("open_releases",), Every(MINUTE), _("Publishes announced figures at their minute")),
        Duty(("draw_observations",), Every(5 * MINUTE), _("Draws figures for the board")),
        Duty(("check_drift", "--apart"), Every(HOUR), _("Compares published figures with the ledger")),
        Duty(("remind_due",), Daily(7, 10), _("Reminds of figures that fall due")),
    ),
    invariants=(Invariant(Law.DERIVED, drifted),),
    guards=GUARDS,
)
