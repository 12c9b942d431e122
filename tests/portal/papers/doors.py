"""The three doors for tables, each with the head and the rows that it takes."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from campaigns.models import Event
from cells.models import Organisation
from portal.accounts.roles import Role
from portal.board.models import Observation
from tests.factories.accounts import is_enrolled, with_second_factor
from tests.factories.board import IndicatorFactory
from tests.factories.board import officer as department_officer
from tests.factories.campaigns import AreaFactory, CommunityFactory
from tests.factories.campaigns import officer as street_officer
from tests.factories.cells import area, credit_code, granted, kind

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user if is_enrolled(user) else with_second_factor(user))
    return client


class Units:
    page = reverse("cells:organisation-import")
    template = "cells:organisation-template"
    head = ("单位全称", "统一社会信用代码", "单位类型", "镇（街道）", "地址", "联系人手机号")
    required = 0
    kept = Organisation.objects

    def __init__(self):
        kind("jiguan", NOW)
        area()
        self.someone = lambda: granted(Role.DISTRICT_REVIEWER)

    def row(self, number):
        code = credit_code(900 + number)
        return [f"单位{number}", code, "jiguan", "红梅街道", "路1号", "\u202d138 0013 8000\u202c"]


class Events:
    page = reverse("campaigns:event-import")
    template = "campaigns:event-template"
    head = ("标题", "形式", "日期", "开始", "结束", "社区", "对象", "参与人数", "人数怎样统计？", "或填写公开链接")
    required = 2
    kept = Event.objects

    def __init__(self):
        place = AreaFactory()
        CommunityFactory(area=place, name="红梅新村社区", name_en="")
        self.someone = lambda: street_officer(place)

    def row(self, number):
        when = [f"2026年10月{number}日", "上午9点半", "11：00"]
        return [
            f"活动{number}",
            "宣讲",
            *when,
            "红梅新村社区",
            "社区、家庭",
            "约120人",
            "签到",
            "https://example.org/n",
        ]


class Figures:
    page = reverse("board:figures-import")
    template = "board:due-sheet"
    head = ("编号", "指标", "时期", "数值", "数据来源", "计算方法")
    required = 2
    kept = Observation.objects

    def __init__(self):
        IndicatorFactory(number=13)
        self.someone = department_officer

    def row(self, number):
        return [13, "综合利用率", f"{2022 + number}年", "９７．２％", "台账", "利用量除以产生量"]
