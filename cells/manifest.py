"""What the rest of the house may know of the cells."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cells.enums import Standing
from cells.operations.retention import forget_expired
from cells.queries.applications import work_at_a_glance
from cells.queries.desk import desk_cases, desk_units
from cells.queries.first_day import kinds_without_a_rubric, schemes_in_draft
from cells.queries.register import found_cells, found_lists, holders_named, registered
from cells.results import figures, invariants
from cells.results.alterations import altered_rows
from cells.triggers import GUARDS
from portal.accounts.roles import Role
from portal.cms.public_pages import PublicPages
from portal.finding import Finder
from portal.first_day import FirstDay
from portal.manifests import (
    Duty,
    Figures,
    Ground,
    Invariant,
    Law,
    Link,
    Manifest,
    Panel,
    Retention,
    SearchSource,
    Service,
)
from portal.rhythm import Daily

REVIEWER = {Role.DISTRICT_REVIEWER}
DISTRICT = {Role.DISTRICT_ADMINISTRATOR}

MANIFEST = Manifest(
    "cells",
    public=(
        PublicPages(
            "cells",
            lambda: ("cells:register-list", "cells:rubric-list", "cells:certificate-find", "cells:notice-list"),
            reverse,
        ),
        PublicPages(
            "certificates",
            lambda: registered().order_by("pk"),
            lambda certificate: reverse("verify:certificate-check", args=[certificate.number]),
        ),
    ),
    urls=(("cells/", "cells.urls"), ("c/", "cells.verify_urls")),
    is_authored=True,
    ground=(Ground("rubrics of the certification scheme", "load_rubrics"),),
    tasks=(
        Link(20, _("Check a certificate"), "badge-check", "cells:certificate-find"),
        Link(30, _("Zero-waste cells"), "building-2", "cells:register-list"),
    ),
    front=(
        Link(
            20,
            _("Check a certificate"),
            "badge-check",
            "cells:certificate-find",
            text=_("Is this unit a zero-waste cell?"),
        ),
    ),
    services=(
        Service(
            20,
            _("Check a certificate"),
            _("Type the number of a certificate and see whether it holds."),
            "cells:certificate-find",
            "查证书 证书 证书查询 证书真伪 真假 真的假的 是不是真的 验证证书 证书编号 核验 扫码验证 牌子 铜牌 二维码扫不开 "
            "过期证书 证书有效期 反映问题 举报无废单位 做得不好 名不副实 certificate verify check number genuine",
        ),
        Service(
            30,
            _("Zero-waste cells"),
            _("The register of certified units."),
            "cells:register-list",
            "无废细胞 名录 名单 多少家 认定单位 已认定单位 哪些单位 评上 无废小区 无废学校 无废机关 无废社区 无废企业 无废工厂 "
            "无废医院 无废饭店 无废餐厅 无废商场 无废景区 无废酒店 register list certified cells units schools offices companies green",
        ),
        Service(
            40,
            _("Apply to become a zero-waste cell"),
            _("Units file their self-assessment and see where their application stands."),
            "cells:application-list",
            "申报 申请 创建 无废细胞申报 怎么申报 怎么申请 想申请 自评 评分标准 评分表 评价细则 标准 条件 要什么条件 交哪些材料 "
            "申报进度 申报材料 材料 补正 认定申请 复查 复核 续期 换证 退出 申诉 怎么弄 想评 打多少分 变更名称 改名字 搬家 搬迁 换地址 apply application certified certification self-assessment renew recheck school company",
        ),
        Service(
            45,
            _("What a zero-waste cell has to do"),
            _("The rubric of each kind of unit: items, points and proof."),
            "cells:rubric-list",
            "评分细则 评分标准 认定标准 评价标准 创建标准 建设要求 打分表 条目 佐证 需要什么材料 rubric criteria points requirements evidence",
        ),
        Service(
            50,
            _("Public notices of certification"),
            _("Units about to be certified, and how to object."),
            "cells:notice-list",
            "公示 公示名单 异议 有意见 拟认定 举报 提异议 反对 认定公示 异议答复 notice objection appeal",
        ),
    ),
    searches=(
        SearchSource(65, "register", _("Register of units"), found_lists),
        SearchSource(70, "cells", _("Zero-waste cells"), found_cells, holders_named),
    ),
    finders=(
        Finder(10, _("Applications"), {Role.STREET_OFFICER, Role.DISTRICT_REVIEWER}, desk_cases),
        Finder(20, _("Units"), REVIEWER, desk_units),
    ),
    places=(
        Link(10, _("My applications"), "file-text", "cells:application-list", ()),
        Link(20, pgettext_lazy("place", "Pre-review"), "clipboard-check", "cells:review-list", {Role.STREET_OFFICER}),
        Link(40, _("Evaluations"), "scale", "cells:evaluation-list", {Role.EVALUATOR}),
        Link(50, _("My expert entry"), "user-round", "cells:expert-own", {Role.EVALUATOR}),
        Link(60, _("Decisions"), "gavel", "cells:decision-list", REVIEWER),
        Link(70, _("Certificates"), "badge-check", "cells:certificate-list", REVIEWER),
        Link(80, _("Units to recheck"), "clipboard-check", "cells:surveillance-show", REVIEWER),
        Link(90, _("Expert pool"), "users-round", "cells:expert-list", REVIEWER),
        Link(100, _("Objections"), "message-square", "cells:objection-list", REVIEWER),
    ),
    first_day=(
        FirstDay(80, _("The scheme rests on a document"), schemes_in_draft, DISTRICT, "schemes:index"),
        FirstDay(90, _("Each kind of unit has its rubric"), kinds_without_a_rubric, DISTRICT, "rubrics:index"),
    ),
    duties=(Duty(("tend_certificates",), Daily(8, 30), _("Reminds units before their certificate ends")),),
    invariants=(
        Invariant(Law.NO_LOSS, invariants.unrecorded_submissions),
        Invariant(Law.ORDER, invariants.strayed_matters),
        Invariant(Law.NUMBERS, invariants.misnumbered),
        Invariant(Law.QUOTAS, invariants.units_running_twice),
        Invariant(Law.ISOLATION, invariants.files_of_two_units),
    ),
    retention=(Retention("objections and invitations", forget_expired),),
    guards=GUARDS,
    altered=altered_rows,
    figures=Figures(
        figures.drawn,
        figures.FORMULAS,
        reasons={**dict(Standing.choices), "same_unit": _("the unit is already counted")},
    ),
    panels=(Panel(10, "cells/parts/work_panel.html", work_at_a_glance),),
)
