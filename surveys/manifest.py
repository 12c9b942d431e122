"""What the rest of the house may know of the surveys."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.cms.public_pages import PublicPages
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
    Service,
)
from portal.rhythm import MINUTE, Every
from surveys.enums import WaveState
from surveys.models import Wave
from surveys.operations import invariants
from surveys.operations.flags import take_back_decision
from surveys.operations.retention import delete_expired_answers
from surveys.queries import surveys_without_a_wave
from surveys.results import indicators
from surveys.results.alterations import altered_rows
from surveys.results.fieldwork import work_at_a_glance

FIELD = {Role.STREET_OFFICER, Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR, Role.DISTRICT_REVIEWER}

MANIFEST = Manifest(
    "surveys",
    public=(
        PublicPages("surveys", lambda: ("surveys:survey-list",), reverse),
        PublicPages(
            "results",
            lambda: Wave.objects.real().exclude(state=WaveState.PLANNED).select_related("survey").order_by("pk"),
            lambda wave: reverse("surveys:survey-results", args=[wave.survey.slug, wave.number]),
        ),
    ),
    urls=(("surveys/", "surveys.urls"), ("q/", "surveys.place_urls")),
    is_authored=True,
    ground=(Ground("questionnaires", "load_questionnaires"),),
    tasks=(Link(10, _("Answer a survey"), "clipboard-list", "surveys:survey-list"),),
    front=(
        Link(
            10,
            _("Answer a survey"),
            "clipboard-list",
            "surveys:survey-list",
            text=_("Four minutes, no account, no name"),
        ),
    ),
    services=(
        Service(
            10,
            _("Answer a survey"),
            _("Tell what you think of the zero-waste work; no account, no name."),
            "surveys:survey-list",
            "问卷 问卷调查 满意度 满意度调查 居民调查 参与调查 填问卷 意见调查 调查结果 结果 有奖吗 要不要实名 匿名 扫码 扫码填 二维码 填调查 怎么填 "
            "您说我们做 survey questionnaire satisfaction results",
        ),
        Service(
            12,
            _("Find your answer by its number"),
            _("The receipt number shows that your answer arrived; it shows nothing of what you said."),
            "surveys:receipt-lookup",
            "回执 回执号 回执编号 凭证 问卷编号 一串号码 收到没有 查回执 答卷收到 receipt lookup number",
        ),
    ),
    places=(Link(130, _("Fieldwork"), "users-round", "surveys:fieldwork-list", FIELD),),
    lookups=(
        Link(10, _("An answer to a survey"), "search", "surveys:answer-find", text=_("Find it by its reference")),
    ),
    first_day=(
        FirstDay(
            100,
            _("Each survey has its wave"),
            surveys_without_a_wave,
            {Role.DISTRICT_ADMINISTRATOR},
            "surveys:fieldwork-list",
        ),
    ),
    doors=("surveys.door.make",),
    answering={"surveys:survey-answer", "surveys:invitation-answer", "places:place-answer"},
    duties=(
        Duty(("fold_answers",), Every(5 * MINUTE), _("Counts answers")),
        Duty(("forget_answer_files",), Every(15 * MINUTE), _("Deletes files of answers that were made to be fetched")),
        Duty(("mix_answers",), Every(15 * MINUTE), _("Mixes answers, so that none leads to an invitation")),
    ),
    invariants=(
        Invariant(Law.NO_LOSS, invariants.incomplete_answers),
        Invariant(Law.NO_DOUBLE, invariants.answers_twice),
        Invariant(Law.DERIVED, invariants.tallies_and_estimates),
    ),
    undoes={"flags": take_back_decision},
    retention=(Retention("answers", delete_expired_answers),),
    altered=altered_rows,
    figures=Figures(indicators.drawn, indicators.FORMULAS),
    panels=(Panel(20, "surveys/work_panel.html", work_at_a_glance),),
)
