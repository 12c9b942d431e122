"""Paper: two people, differences settled, entered once; the stack leaves nothing but its error rate."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from surveys.enums import BatchState, Channel, Mode, Tier, WaveState
from surveys.models import Keying, Response
from surveys.operations.paper import Stack, add_batch, enter_batch, key_sheet, settle_sheet
from surveys.queries import sheet_to_key
from tests.factories import surveys as factory
from tests.factories.surveys import NOW
from tests.refusals import refused


@pytest.fixture
def people(db):
    return [factory.staff(Role.STREET_OFFICER) for _ in range(2)]


@pytest.fixture
def batch(wave, people):
    stack = Stack(factory.AreaFactory(), "社区活动室 11 月 20 日", 2)
    return add_batch(wave=wave, stack=stack, actor=people[0], now=NOW)


def keyed(batch, people, *pairs):
    for number, pair in enumerate(pairs, 1):
        for person, answers in zip(people, pair, strict=True):
            key_sheet(batch=batch, sheet=number, answers=answers, actor=person)


def test_two_keyings_one_difference_settled_and_two_answers(wave, batch, people):
    good, slip = factory.answers(), factory.answers(overall="dissatisfied")
    keyed(batch, people, (good, good), (good, slip))
    with refused("unfit", "还有不一致之处没有核定"):
        enter_batch(batch=batch, actor=people[0], now=NOW)
    settle_sheet(batch=batch, sheet=2, answers=slip, actor=people[0], now=NOW)
    assert enter_batch(batch=batch, actor=people[1], now=NOW) == 2
    batch.refresh_from_db()
    assert (batch.state, batch.answers_entered, batch.fields_differing) == (BatchState.ENTERED, 2, 1)
    assert batch.fields_keyed == 2 * len(good)
    rows = list(Response.objects.all())
    assert sorted(row.answers["overall"][0] for row in rows) == ["dissatisfied", "satisfied"]
    assert {(row.mode, row.channel, row.tier) for row in rows} == {(Mode.PAPER, Channel.OPEN, Tier.OPEN)}
    assert not Keying.objects.exists()
    with refused("closed", "已转为答卷"):
        enter_batch(batch=batch, actor=people[0], now=NOW)


def test_nobody_keys_a_sheet_twice_and_everybody_is_led_to_what_is_left(batch, people):
    first, second = people
    key_sheet(batch=batch, sheet=1, answers={}, actor=first)
    with refused("unfit", "由另一位同事录入"):
        key_sheet(batch=batch, sheet=1, answers={}, actor=first)
    assert (sheet_to_key(batch, first), sheet_to_key(batch, second)) == (2, 2)
    key_sheet(batch=batch, sheet=2, answers={}, actor=first)
    assert (sheet_to_key(batch, first), sheet_to_key(batch, second)) == (None, 1)
    key_sheet(batch=batch, sheet=1, answers={}, actor=second)
    with refused("unfit", "已经录入两遍"):
        key_sheet(batch=batch, sheet=1, answers={}, actor=factory.staff(Role.STREET_OFFICER))


@pytest.mark.parametrize("number", [0, 3])
def test_there_are_as_many_sheets_as_the_stack_has(batch, people, number):
    with refused("unfit", "已经录入两遍"):
        key_sheet(batch=batch, sheet=number, answers={}, actor=people[0])


def test_empty_sheets_are_no_answers_and_missing_ones_hold_the_stack(batch, people):
    keyed(batch, people, ({}, {}))
    with refused("unfit", "还没有全部录入两遍"):
        enter_batch(batch=batch, actor=people[0], now=NOW)
    with refused("unfit", "没有不一致之处"):
        settle_sheet(batch=batch, sheet=1, answers={}, actor=people[0], now=NOW)
    for person in people:
        key_sheet(batch=batch, sheet=2, answers=factory.answers(), actor=person)
    assert enter_batch(batch=batch, actor=people[0], now=NOW) == 1


def test_paper_that_came_in_time_is_entered_until_a_person_closes(wave, batch, people):
    keyed(batch, people, *[(factory.answers(), factory.answers())] * 2)
    assert enter_batch(batch=batch, actor=people[0], now=wave.closes_at) == 2
    wave.state = WaveState.CLOSED
    wave.save()
    with refused("unfit", "本期调查没有开放"):
        add_batch(wave=wave, stack=Stack(batch.area, "x", 1), actor=people[0], now=NOW)


def test_only_who_works_in_the_area_keys(wave, batch):
    for stranger in (factory.staff(Role.DISTRICT_REVIEWER), factory.staff(Role.STREET_OFFICER, other_area())):
        with pytest.raises(PermissionDenied):
            key_sheet(batch=batch, sheet=1, answers={}, actor=stranger)
        with pytest.raises(PermissionDenied):
            add_batch(wave=wave, stack=Stack(batch.area, "x", 1), actor=stranger, now=NOW)


def test_closed_wave_takes_no_keying(wave, batch, people):
    wave.state = WaveState.CLOSED
    wave.save()
    with refused("unfit", "本期调查没有开放"):
        key_sheet(batch=batch, sheet=1, answers={}, actor=people[0])


def other_area():
    return factory.AreaFactory(code="chashan", name="茶山街道")
