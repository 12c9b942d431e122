from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.inbox.queries import tasks_for
from portal.ledger.queries import entries_about
from surveys.enums import FlagKind, StatutoryCheck, WaveState
from surveys.models import Flag, Wave
from surveys.operations.waves import close_wave, open_wave
from tests.factories import surveys as factory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture
def administrator():
    return factory.staff(Role.DISTRICT_ADMINISTRATOR)


@pytest.fixture
def planned():
    factory.version_of("resident")
    return factory.WaveFactory(state=WaveState.PLANNED, version=None, number=2)


def test_opening_freezes_the_newest_version_and_is_on_record(planned, administrator):
    wave = open_wave(wave=planned, actor=administrator, now=NOW)
    assert wave.state == WaveState.OPEN
    assert wave.version.first_opened_at == NOW
    assert wave.privacy_version == "2026-11"
    (entry,) = entries_about(wave)
    assert entry.action == "wave.open"
    assert entry.after["questionnaire"] == wave.version.content_hash


def test_only_the_administrator_opens(planned):
    with pytest.raises(PermissionDenied):
        open_wave(wave=planned, actor=factory.staff(Role.DISTRICT_REVIEWER), now=NOW)


@pytest.mark.parametrize("mark", ["form_number", "issuer", "approval_number", "valid_until"])
def test_a_missing_mark_blocks_or_warns_as_the_survey_says(planned, administrator, mark):
    survey = planned.survey
    setattr(survey, mark, None if mark == "valid_until" else "")
    survey.save()
    with refused("unfit", "缺少《统计法》要求的标志") as caught:
        open_wave(wave=planned, actor=administrator, now=NOW)
    assert caught.value.items == (mark,)
    survey.statutory_check = StatutoryCheck.WARN
    survey.save()
    wave = open_wave(wave=planned, actor=administrator, now=NOW)
    assert next(iter(entries_about(wave))).after["missing"] == [mark]


def test_a_form_past_its_validity_is_blocked(planned, administrator):
    planned.survey.valid_until = NOW.date() - timedelta(days=1)
    planned.survey.save()
    with refused("unfit", "缺少《统计法》要求的标志"):
        open_wave(wave=planned, actor=administrator, now=NOW)


def test_two_waves_of_a_survey_are_never_open_together(planned, administrator):
    factory.WaveFactory(number=1)
    with refused("unfit", "已有一期正在进行"):
        open_wave(wave=planned, actor=administrator, now=NOW)


def test_a_window_that_is_past_cannot_open(planned, administrator):
    with refused("unfit", "时间已经过去"):
        open_wave(wave=planned, actor=administrator, now=planned.closes_at)


def test_without_a_questionnaire_nothing_opens(planned, administrator):
    planned.survey.questionnaire_code = "nothing"
    planned.survey.save()
    with refused("unfit", "没有这个名称的问卷"):
        open_wave(wave=planned, actor=administrator, now=NOW)


def test_next_wave_waits_for_the_reply_to_the_last_or_a_reason_on_record(planned, administrator):
    last = factory.WaveFactory(number=1, state=WaveState.CLOSED)
    with refused("unfit", "上一期居民提出的问题还没有答复"):
        open_wave(wave=planned, actor=administrator, now=NOW)
    Wave.objects.filter(pk=last.pk).update(reply="已增设两处投放点。", replied_on=NOW.date())
    assert open_wave(wave=planned, actor=administrator, now=NOW).state == WaveState.OPEN


def test_a_reason_opens_without_the_reply(planned, administrator):
    factory.WaveFactory(number=1, state=WaveState.CLOSED)
    wave = open_wave(wave=planned, actor=administrator, now=NOW, reason="上级临时部署")
    assert next(iter(entries_about(wave))).reason == "上级临时部署"


def test_closing_before_the_end_needs_a_reason(administrator):
    wave = factory.WaveFactory()
    with refused("unfit", "提前结束须写明理由"):
        close_wave(wave=wave, actor=administrator, now=NOW)
    closed = close_wave(wave=wave, actor=administrator, now=NOW, reason="样本已够")
    assert (closed.state, closed.closes_at) == (WaveState.CLOSED, NOW)
    with pytest.raises(PermissionDenied):
        close_wave(wave=wave, actor=administrator, now=NOW)


def test_closing_after_the_end_keeps_the_announced_end(administrator):
    wave = factory.WaveFactory()
    closed = close_wave(wave=wave, actor=administrator, now=wave.closes_at + timedelta(days=3))
    assert closed.closes_at == wave.closes_at


def test_close_looks_for_signs_and_asks_for_the_reply(administrator):
    factory.CommunityFactory()
    wave = factory.WaveFactory()
    factory.answered(wave, 2, wish="请在楼下再放一个旧衣箱")
    close_wave(wave=wave, actor=administrator, now=NOW, reason="样本已够")
    assert Flag.objects.filter(kind=FlagKind.DUPLICATE).count() == 2
    (task,) = tasks_for(administrator)
    assert task.link == f"/surveys/work/{wave.public_id}/"
    assert str(wave.number) in task.text
