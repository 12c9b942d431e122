"""What one can do here, as people look for it: fixed addresses with the words by which they are found."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.home.ranking import closeness


@dataclass(frozen=True)
class Service:
    title: str
    text: str
    name: str
    # Words of both languages, as residents and units say them.
    words: str

    @property
    def url(self) -> str:
        return reverse(self.name)


SERVICES = (
    Service(
        _("Answer a survey"),
        _("Tell what you think of the zero-waste work; no account, no name."),
        "surveys:survey-list",
        "问卷 问卷调查 满意度 满意度调查 居民调查 参与调查 填问卷 意见调查 调查结果 survey questionnaire satisfaction results",
    ),
    Service(
        _("Check a certificate"),
        _("Type the number of a certificate and see whether it holds."),
        "cells:certificate-find",
        "查证书 证书查询 证书真伪 真假 验证证书 证书编号 核验 扫码验证 certificate verify check number genuine",
    ),
    Service(
        _("Zero-waste cells"),
        _("The register of certified units."),
        "cells:register-list",
        "无废细胞 名录 名单 认定单位 无废学校 无废机关 无废社区 无废企业 无废医院 register list cells units schools",
    ),
    Service(
        _("Apply to become a zero-waste cell"),
        _("Units file their self-assessment and see where their application stands."),
        "cells:application-list",
        "申报 申请 创建 无废细胞申报 怎么申报 自评 评分标准 申报进度 申报材料 认定申请 apply application self-assessment",
    ),
    Service(
        _("Public notices of certification"),
        _("Units about to be certified, and how to object."),
        "cells:notice-list",
        "公示 异议 拟认定 举报 提异议 认定公示 notice objection",
    ),
    Service(
        _("Events near by"),
        _("Talks, stalls, exchanges and visits by town and subdistrict."),
        "campaigns:event-list",
        "活动 近期活动 身边的活动 活动日历 宣传活动 志愿活动 旧物交换 报名 events calendar activities volunteer",
    ),
    Service(
        _("How the plan stands"),
        _("The 52 indicators of the zero-waste plan, with target, value and source."),
        "board:indicator-list",
        "指标 数据 进展 完成情况 建设指标 52项指标 看板 实施方案 indicators data figures progress plan board",
    ),
    Service(
        _("Key projects"),
        _("The projects of the plan and where they stand."),
        "board:project-list",
        "重点工程 重点项目 项目进展 工程 projects",
    ),
    Service(
        _("Outreach of towns and subdistricts"),
        _("How many outreach events each held this quarter."),
        "board:outreach-detail",
        "宣传场次 镇街道宣传 街道宣传 季度宣传 宣传达标 outreach towns quarter",
    ),
    Service(
        _("Tell us"),
        _("Report a mistake, ask a question; read the answer with your reference."),
        "home:feedback-leave",
        "反馈 意见 建议 投诉 留言 纠错 报错 咨询 联系我们 查询答复 回执 feedback complaint contact question",
    ),
    Service(
        _("Display settings"),
        _("Larger text, high contrast, elder mode."),
        "cms:mode-set",
        "长者模式 老年模式 老人版 大字 字体放大 适老化 无障碍 关怀版 高对比度 elder large text contrast",
    ),
    Service(
        _("Sign in"),
        _("For units and staff."),
        "account_login",
        "登录 注册 单位登录 工作人员登录 忘记密码 验证码 sign in login account password",
    ),
)


def found_services(words: str) -> list[Service]:
    return [service for service in SERVICES if closeness(words, names_of(service), str(service.text))]


def names_of(service: Service) -> list[str]:
    return [str(service.title), *service.words.split()]
