"""PRI-01: what a resident reads before the first question, and what became of asking for a copy and for deletion."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.home.models import Feedback
from portal.home.operations import leave_feedback
from portal.inbox.models import Task
from portal.ledger.queries import entries_about
from surveys.enums import Admission, EstimateState, Layer, WaveState
from surveys.models import Estimate, Response, TextCode, TextCoding, Wave
from surveys.operations.collection import make_invitations
from surveys.operations.estimates import decide_estimate, prepare_estimates
from surveys.operations.tallying import fold_answers, recount
from tests.factories import surveys as factory

KEY = re.compile(r'name="key" value="([^"]+)"')
FIRST_FIELD = re.compile(r'<(?:input|textarea|select)[^>]* name="q_')
# Article 17: who handles it and how to reach them; why, how, what kinds, how long; how to use one's rights.
ARTICLE_17 = (
    "天宁区无废城市建设工作专班",
    "0519-00000000",
    "为什么",
    "处理方式",
    "只留下您的回答",
    "保存多久",
    "您的权利",
)


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    for name in ("respond", "invitations", "public", "rights"):
        monkeypatch.setattr(f"surveys.views.{name}.now", lambda: factory.NOW)


@pytest.fixture
def wave(db):
    factory.CommunityFactory()
    return factory.WaveFactory()


@pytest.fixture
def desk(db):
    client = Client()
    client.force_login(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    return client


def doors(wave):
    """Every way in: the open page, a printed code, an invitation."""
    Wave.objects.filter(pk=wave.pk).update(admission=Admission.APART)
    wave.refresh_from_db()
    administrator = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    (token,) = make_invitations(wave=wave, count=1, actor=administrator, now=factory.NOW)
    yield reverse("surveys:survey-answer", args=[wave.survey.slug])
    yield reverse("places:place-answer", args=[factory.PlaceFactory(survey=wave.survey).token])
    yield reverse("surveys:invitation-open", args=[token])


def test_pri_01_article_17_stands_before_the_first_field_at_every_door(wave):
    for door in doors(wave):
        page = html.unescape(Client().get(door, follow=True).content.decode())
        before = page[: FIRST_FIELD.search(page).start()]
        assert [item for item in ARTICLE_17 if item not in before] == []
        assert f"{wave.survey.retention_months} 个月" in before
        assert f'href="{reverse("home:feedback-leave")}?about=deletion"' in before


def test_pri_01_nothing_is_agreed_to_beforehand_and_what_is_optional_may_be_left_out(wave):
    address = reverse("surveys:survey-answer", args=[wave.survey.slug])
    page = Client().get(address).content.decode()
    assert not re.search(r"\b(checked|selected)\b", page[page.index("<form") : page.rindex("</form>")])
    needed = {item.id for item in wave.version.questionnaire.questions if item.required}
    asked = {f"q_{name}": values for name, values in factory.answers().items() if name in needed}
    assert "wish" not in needed
    assert Client().post(address, {"key": KEY.search(page)[1], **asked}).status_code == 302
    assert "wish" not in Response.objects.get().answers


def asked_for(about: str, reference: str) -> tuple[str, Feedback]:
    """As a resident asks: from the receipt, without an account; the address at which the request is followed."""
    resident = Client()
    receipt = resident.get(reverse("surveys:survey-receipt", args=[reference])).content.decode()
    door = reverse("home:feedback-leave")
    assert f"{door}?about=deletion" in receipt
    page = resident.get(door, {"about": about}).content.decode()
    assert re.search(rf'<option value="{about}" selected>', page)
    reply = resident.post(door, {"about": about, "text": f"回执编号 {reference}"})
    return reply["Location"], Feedback.objects.latest("pk")


def test_pri_01_a_copy_is_asked_for_and_tracked(wave, desk):
    (answer,) = factory.answered(wave, wish="多放一个旧衣箱")
    track, request = asked_for("copy", answer.reference)
    shown = Client().get(track).content.decode()
    assert request.reference in shown
    assert request.due_on == (request.received_at.astimezone(DISTRICT) + timedelta(days=15)).date()
    assert f"{request.due_on:%Y-%m-%d}" in shown

    task = Task.objects.waiting().get()
    assert (task.role, task.due_on) == (Role.DISTRICT_ADMINISTRATOR, request.due_on)
    door = reverse("surveys:answer-find")
    assert f"{door}?request={request.reference}" in desk.get(task.link).content.decode()
    asked = {"reference": f" {answer.reference.lower()} ", "reason": request.reference, "step": "copy"}
    copy = desk.post(door, asked).content.decode()
    assert "多放一个旧衣箱" in copy
    assert "红梅街道" in copy
    entry = entries_about(wave).first()
    assert (entry.action, entry.after, entry.reason) == (
        "answer.copy",
        {"reference": answer.reference},
        request.reference,
    )

    desk.post(task.link, {"answer": "您的答卷内容：……"})
    assert "您的答卷内容" in Client().get(track).content.decode()
    assert not Task.objects.waiting().exists()


def published_figure(wave) -> Estimate:
    wave.state = WaveState.CLOSED
    wave.save()
    prepare_estimates(wave=wave, actor=factory.staff(Role.DISTRICT_REVIEWER), now=factory.NOW)
    row = Estimate.objects.get(measure="i52")
    return decide_estimate(
        estimate=row, publish=True, reason="", actor=factory.staff(Role.DISTRICT_REVIEWER), now=factory.NOW
    )


def test_pri_01_a_withdrawn_answer_goes_and_what_is_published_stays(wave, desk):
    factory.answered(wave, 39)
    (answer,) = factory.answered(wave, overall="dissatisfied", wish="多放一个旧衣箱")
    heading = TextCode.objects.create(survey=wave.survey, item="wish", label="旧衣")
    TextCoding.objects.create(
        wave=wave,
        item="wish",
        response=answer.pk,
        code=heading,
        coded_by=factory.staff(Role.DISTRICT_REVIEWER),
        coded_at=factory.NOW,
    )
    figure = published_figure(wave)
    results = reverse("surveys:survey-results", args=[wave.survey.slug, wave.number])
    before = Client().get(results).content.decode()

    track, request = asked_for("deletion", answer.reference)
    asked = {"reference": answer.reference, "reason": request.reference, "step": "withdraw"}
    assert desk.post(reverse("surveys:answer-find"), asked).status_code == 302
    desk.post(reverse("home:feedback-answer", args=[request.reference]), {"answer": "已删除。"})

    assert not Response.objects.filter(pk=answer.pk).exists()
    assert not TextCoding.objects.exists()
    assert [factory.tally_count(wave, layer) for layer in Layer] == [39, 39]
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}
    figure.refresh_from_db()
    assert (figure.state, figure.result["value"], figure.result["n"]) == (EstimateState.PUBLISHED, 97.5, 40)
    assert section(Client().get(results).content.decode()) == section(before)
    lookup = Client().get(reverse("surveys:receipt-lookup"), {"reference": answer.reference}).content.decode()
    assert "没有收到" in lookup
    assert "已删除。" in Client().get(track).content.decode()
    assert desk.post(reverse("surveys:answer-find"), asked).status_code == 400


def section(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("signs", [(), ("speed",)])
def test_pri_01_whoever_withdraws_while_the_survey_runs_is_counted_nowhere_and_may_answer_again(
    wave, desk, folded, signs
):
    (answer,) = factory.answered(wave, signs=signs)
    if folded:
        fold_answers(wave=wave)
    asked = {"reference": answer.reference, "reason": "B7TKQ2M9XH", "step": "withdraw"}
    desk.post(reverse("surveys:answer-find"), asked)
    fold_answers(wave=wave)
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}
    assert factory.tally_count(wave, Layer.RAW) == 0
    address = reverse("surveys:survey-answer", args=[wave.survey.slug])
    key = KEY.search(Client().get(address).content.decode())[1]
    assert Client().post(address, {"key": key, **factory.posted()}).status_code == 302


@pytest.mark.parametrize("role", [Role.EDITOR])
def test_pri_01_what_people_ask_about_their_data_is_not_for_editors(db, now, role):
    request = leave_feedback(now=now, text="回执编号 K7F3-QX9T", about="deletion")
    editor = Client()
    editor.force_login(factory.staff(role))
    assert request.text not in editor.get(reverse("home:feedback-list")).content.decode()
    assert editor.get(reverse("home:feedback-answer", args=[request.reference])).status_code == 404
