"""The quarter report as a document (typst) and as a spreadsheet, from the same figures as the ledger's page."""

import datetime as dt
import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from campaigns.enums import Counting
from campaigns.models import Event
from campaigns.quarters import DISTRICT_TIME
from campaigns.results import Report
from portal.spreadsheets import cell, saved
from portal.typesetting import typeset

SOURCE = Path(__file__).with_name("report.typ")
MET = {True: "达标", False: "未达标", None: "未设任务数"}
RUNNING = MET | {False: "尚未达标"}
NUMERALS = "一二三四"
LEDGER_HEAD = ["板块", "任务数", "已核实", "待核实", "已计划", "结果"]
EVENT_HEAD = ["日期", "活动", "板块", "地点", "形式", "参与人数", "统计方式"]


def report_pdf(report: Report, *, now: dt.datetime) -> bytes:
    """The document is Chinese, whoever prints it."""
    return typeset(SOURCE, {"report": json.dumps(words_of(report, now), ensure_ascii=False)})


def report_xlsx(report: Report, *, now: dt.datetime) -> bytes:
    words = words_of(report, now)
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook(write_only=True)
    for title, rows in (
        ("季度台账", [LEDGER_HEAD, *words["ledger"]]),
        ("合计", [["项目", "数量"], *words["sums"]]),
        ("活动", [EVENT_HEAD, *words["events"]]),
    ):
        sheet = book.create_sheet(title)
        for row in [[words["title"]], [words["state"]], *rows]:
            sheet.append([cell(sheet, value) for value in row])
    return saved(book)


def words_of(report: Report, now: dt.datetime) -> dict:
    """All that the documents say, in Chinese."""
    with override("zh-hans"):
        return _words(report, now)


def _words(report: Report, now: dt.datetime) -> dict:
    quarter = report.quarter
    whose = settings.DISTRICT.name if report.is_whole else "、".join(area.name for area in report.areas)
    return {
        "title": f"{whose}“无废城市”宣传活动季度报告",
        "period": f"{quarter.year}年第{NUMERALS[quarter.number - 1]}季度",
        "state": _state(report, now),
        "ledger": [_ledger_line(row, is_over=now >= quarter.ends_at) for row in report.rows],
        "sums": [["已核实活动", len(report.events)], *_people(report), *_sums(report)],
        "events": [_event_line(event) for event in report.events],
        "ledger_head": LEDGER_HEAD,
        "event_head": EVENT_HEAD,
        "note": "参与人数按统计方式分列，不同方式不相加；联办活动只计一次。各板块只与自身任务数比较，不作排名。",
    }


def _state(report: Report, now: dt.datetime) -> str:
    if report.closed_at:
        return f"已结账：{report.closed_at.astimezone(DISTRICT_TIME):%Y-%m-%d %H:%M}"
    return f"未结账，数据截至 {now.astimezone(DISTRICT_TIME):%Y-%m-%d %H:%M}"


def _ledger_line(row, *, is_over: bool) -> list:
    quota = "—" if row.quota is None else row.quota
    return [row.area.name, quota, row.verified, row.held, row.planned, MET[row.met] if is_over else RUNNING[row.met]]


def _people(report: Report) -> list[list]:
    return [[f"参与人数（{Counting(way).label}）", total] for way, total in sorted(report.people.items())]


def _sums(report: Report) -> list[list]:
    return [[str(Event._meta.get_field(name).verbose_name), total] for name, total in report.sums.items()]


def _event_line(event) -> list:
    day = event.starts_at.astimezone(DISTRICT_TIME).date().isoformat()
    reached = "—" if event.people_reached is None else event.people_reached
    kind, way = str(event.get_type_display()), str(event.get_counting_display())
    return [day, event.title, event.area.name, event.where, kind, reached, way]
