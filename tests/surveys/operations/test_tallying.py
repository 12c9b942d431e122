import random

import pytest

from portal.accounts.roles import Role
from surveys.enums import FlagKind, Layer
from surveys.models import CellTally, Flag, PendingTally, Response
from surveys.operations import tallying
from surveys.operations.flags import decide_flag
from surveys.operations.tallying import fold_answers, full_count, recount
from surveys.queries import tally_of
from surveys.workflow import FLAGS
from tests.factories import surveys as factory

CHOICES = {
    "age": ["a14_17", "a18_29", "a60"],
    "overall": ["satisfied", "dissatisfied", "unclear"],
    "home": ["hongmei", "unclear"],
}


def various(wave, number, seed):
    chance = random.Random(seed)
    for _ in range(number):
        signs = [FlagKind.SPEED] if chance.random() < 0.3 else []
        factory.answered(wave, signs=signs, **{name: chance.choice(values) for name, values in CHOICES.items()})


@pytest.mark.parametrize("seed", [1, 2])
def test_folding_in_portions_with_decisions_between_equals_a_full_count(wave, monkeypatch, seed):
    monkeypatch.setattr(tallying, "BATCH", 4)
    reviewer, chance = factory.staff(Role.DISTRICT_REVIEWER), random.Random(seed)
    for round_ in range(3):
        various(wave, 7, seed * 10 + round_)
        assert fold_answers(wave=wave) == 7
        for flag in Flag.objects.order_by("pk")[:3]:
            state = chance.choice([step.target for step in FLAGS.open_steps(flag.state) if step.needs])
            decide_flag(flag=flag, state=state, reason="看过", actor=reviewer, now=factory.NOW)
    for layer in Layer:
        assert tally_of(wave, layer) == full_count(wave, layer)
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}
    assert not PendingTally.objects.exists()


def test_flagged_answers_count_as_raw_only(wave):
    factory.answered(wave, 3)
    factory.answered(wave, 2, signs=[FlagKind.SPEED])
    fold_answers(wave=wave)
    assert factory.tally_count(wave, Layer.RAW) == 5
    assert factory.tally_count(wave, Layer.CLEANED) == 3


def test_folding_twice_adds_nothing(wave):
    factory.answered(wave, 3)
    assert [fold_answers(wave=wave), fold_answers(wave=wave)] == [3, 0]
    assert factory.tally_count(wave, Layer.RAW) == 3


def test_a_spoiled_tally_is_found_and_put_right(wave):
    factory.answered(wave, 3)
    fold_answers(wave=wave)
    CellTally.objects.filter(layer=Layer.RAW).update(counts={"responses": {"all": 7}})
    assert recount(wave=wave) == {Layer.RAW: False, Layer.CLEANED: True}
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}


def test_cost_of_folding_does_not_grow_with_what_is_folded(wave, django_assert_num_queries):
    factory.answered(wave, 1)
    with django_assert_num_queries(15):
        fold_answers(wave=wave)
    factory.answered(wave, 3)
    with django_assert_num_queries(15):
        fold_answers(wave=wave)
    assert Response.objects.count() == 4
