"""What residents named: answered by an office for a day, late from the day after, done with a proof."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.directory.models import Department
from portal.inbox.queries import tasks_for
from portal.ledger.queries import entries_about
from surveys.enums import CommitmentState, WaveState
from surveys.models import TextCode
from surveys.operations.commitments import decline, finish_commitment, move_commitment, name_concern, promise
from surveys.operations.waves import close_wave, open_wave
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW
DUE = NOW.date() + timedelta(days=30)


@pytest.fixture
def administrator(db):
    return factory.staff(Role.DISTRICT_ADMINISTRATOR)


@pytest.fixture
def office(db):
    return Department.objects.create(code="city", name="区城管局", position=1)


@pytest.fixture
def wave(db):
    return factory.WaveFactory(number=1)


@pytest.fixture
def closed(wave, administrator):
    return close_wave(wave=wave, actor=administrator, now=NOW, reason="样本已够")


def named(wave, actor, **more):
    return name_concern(wave=wave, concern="旧家具没处放", **more, actor=actor, now=NOW)


def answered(row, actor, by, **more):
    given = {"answer": "增设两处投放点。", "answer_en": "", "office": by, "due_on": DUE} | more
    return promise(commitment=row, **given, actor=actor, now=NOW)


def test_a_concern_is_promised_moved_and_done(closed, administrator, office):
    row = answered(named(closed, administrator), administrator, office)
    assert (row.state, row.is_late(DUE), row.is_late(DUE + timedelta(days=1))) == ("promised", False, True)
    with refused("unfit", "请写明理由"):
        move_commitment(commitment=row, due_on=DUE, reason=" ", actor=administrator, now=NOW)
    later = DUE + timedelta(days=9)
    row = move_commitment(commitment=row, due_on=later, reason="施工延期", actor=administrator, now=NOW)
    with refused("unfit", "请写明在哪里可以看到"):
        finish_commitment(commitment=row, proof="", actor=administrator, now=NOW)
    row = finish_commitment(commitment=row, proof="红梅公园东门", actor=administrator, now=NOW)
    assert (row.state, row.due_on, row.finished_on, row.is_late(later + timedelta(days=1))) == (
        CommitmentState.DONE,
        later,
        NOW.date(),
        False,
    )
    actions = [entry.action for entry in entries_about(row)]
    assert actions == ["commitment.name", "commitment.promise", "commitment.move", "commitment.finish"]


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"answer": " "}, "请写给居民的答复"),
        ({"office": None}, "请写明由哪个部门负责"),
        ({"due_on": None}, "请写明哪天以前办好"),
    ],
)
def test_a_promise_has_an_answer_an_office_and_a_day(closed, administrator, office, missing, words):
    with refused("unfit", words):
        answered(named(closed, administrator), administrator, office, **missing)


def test_a_day_that_is_past_is_no_promise(closed, administrator, office):
    with refused("unfit", "已经过去"):
        answered(named(closed, administrator), administrator, office, due_on=NOW.date() - timedelta(days=1))


def test_the_next_wave_and_the_task_wait_until_each_has_an_owner(closed, administrator, office):
    planned = factory.WaveFactory(survey=closed.survey, number=2, state=WaveState.PLANNED, version=None)
    first, second = named(closed, administrator), named(closed, administrator)
    answered(first, administrator, office)
    with refused("unfit", "上一期居民提出的问题还没有答复"):
        open_wave(wave=planned, actor=administrator, now=NOW)
    assert tasks_for(administrator)
    decline(commitment=second, answer="不属本区职权。", answer_en="", office=office, actor=administrator, now=NOW)
    assert not tasks_for(administrator)
    assert open_wave(wave=planned, actor=administrator, now=NOW).state == WaveState.OPEN


def test_a_heading_gives_its_words(closed, administrator):
    heading = TextCode.objects.create(survey=closed.survey, item="wish", label="旧衣回收", label_en="Old clothes")
    row = name_concern(wave=closed, concern="", heading=heading, actor=administrator, now=NOW)
    assert (row.concern, row.concern_en, row.heading) == ("旧衣回收", "Old clothes", heading)
    with refused("unfit", "请写居民提出的问题"):
        name_concern(wave=closed, concern=" ", actor=administrator, now=NOW)


def test_only_after_the_close_and_by_who_replies(wave, administrator):
    with pytest.raises(PermissionDenied):
        named(wave, administrator)
    wave.state = WaveState.CLOSED
    wave.save()
    with pytest.raises(PermissionDenied):
        named(wave, factory.staff(Role.DISTRICT_REVIEWER))
