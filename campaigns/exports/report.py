"""The quarter report as an office sends it, from the same figures as the ledger's page."""

import datetime as dt

from django.conf import settings
from django.utils.translation import override

from campaigns.enums import Counting
from campaigns.models import Event
from campaigns.quarters import DISTRICT_TIME
from campaigns.results import Report
from portal.papers.documents.paper import NONE, NUMBER, Figure, Paper, Table

MET = {True: "达标", False: "未达标", None: "未设任务数"}
RUNNING = MET | {False: "尚未达标"}
NUMERALS = "一二三四"
LEDGER_HEAD = ["板块", "任务数", "已核实", "待核实", "已计划", "结果"]
SUMS_HEAD = ["项目", "数量"]
EVENT_HEAD = ["日期", "活动", "板块", "地点", "形式", "参与人数", "统计方式"]
NOTE = "参与人数按统计方式分列，不同方式不相加；联办活动只计一次。各板块只与自身任务数比较，不作排名。"


def report_paper(report: Report, *, now: dt.datetime) -> Paper:
    """The paper is Chinese, whoever prints it."""
    with override("zh-hans"):
        return _paper(report, now)


def _paper(report: Report, now: dt.datetime) -> Paper:
    district = settings.DISTRICT
    quarter, day = report.quarter, now.astimezone(DISTRICT_TIME)
    areas = "、".join(area.name for area in report.areas)
    ledger = [_ledger_line(row, is_over=now >= quarter.ends_at) for row in report.rows]
    sums = [["已核实活动", Figure(len(report.events))], *_people(report), *_sums(report)]
    events = [_event_line(event) for event in report.events]
    return Paper(
        title=f"{district.name if report.is_whole else areas}“无废城市”宣传活动季度报告",
        number=NUMBER.format(prefix=district.paper_prefix, year=day.year) if report.is_whole else "",
        lines=[_state(report, now)],
        paragraphs=[f"现将{quarter.year}年第{NUMERALS[quarter.number - 1]}季度“无废城市”宣传活动情况报告如下。{NOTE}"],
        tables=[
            Table("各板块完成情况", LEDGER_HEAD, ledger, sheet="季度台账"),
            Table("合计", SUMS_HEAD, sums),
            Table("已核实活动", EVENT_HEAD, events, empty="本季度尚无已核实的活动。", sheet="活动"),
        ],
        issuer=district.office if report.is_whole else areas,
        day=f"{day.year}年{day.month}月{day.day}日",
    )


def _state(report: Report, now: dt.datetime) -> str:
    if report.closed_at:
        return f"已结账：{report.closed_at.astimezone(DISTRICT_TIME):%Y-%m-%d %H:%M}"
    return f"未结账，数据截至 {now.astimezone(DISTRICT_TIME):%Y-%m-%d %H:%M}"


def _ledger_line(row, *, is_over: bool) -> list[str]:
    counted = [Figure(number) for number in (row.verified, row.held, row.planned)]
    return [row.area.name, _number(row.quota), *counted, MET[row.met] if is_over else RUNNING[row.met]]


def _people(report: Report) -> list[list[str]]:
    return [[f"参与人数（{Counting(way).label}）", Figure(total)] for way, total in sorted(report.people.items())]


def _sums(report: Report) -> list[list[str]]:
    return [[str(Event._meta.get_field(name).verbose_name), Figure(total)] for name, total in report.sums.items()]


def _event_line(event: Event) -> list[str]:
    day = event.starts_at.astimezone(DISTRICT_TIME).date().isoformat()
    kind, way = str(event.get_type_display()), str(event.get_counting_display())
    return [day, event.title, event.area.name, event.where, kind, _number(event.people_reached), way]


def _number(number: int | None) -> str:
    return NONE if number is None else Figure(number)
