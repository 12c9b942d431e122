"""Many workers on one database: of a duty that is due one has it, whatever their clocks say."""

from datetime import timedelta
from threading import Barrier

import pytest

from portal.manifests import Duty
from portal.rhythm import Every
from portal.upkeep.models import DutyRecord
from portal.upkeep.operations.duties import HOLD, claim, note_success, register, renew
from tests.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 8
DUTY = Duty(("fold_answers",), Every(timedelta(minutes=1)), "x")


def taken(moments) -> list[str]:
    """The tokens of those who got it, all of them asking in the same instant."""
    start = Barrier(len(moments))

    def ask(number):
        start.wait()
        return claim(duty=DUTY, now=moments[number])

    return list(filter(None, at_once(ask, tries=len(moments), workers=len(moments))))


def test_of_many_workers_one_has_the_duty(now):
    register(duties=[DUTY], now=now)
    (token,) = taken([now] * WORKERS)
    assert taken([now + timedelta(seconds=1)] * WORKERS) == []
    assert note_success(duty=DUTY, token=token, now=now + timedelta(seconds=2))
    assert taken([now + timedelta(seconds=3)] * WORKERS) == []
    assert len(taken([now + timedelta(seconds=90)] * WORKERS)) == 1


def test_who_was_killed_is_followed_by_one_and_settles_nothing_any_more(now):
    register(duties=[DUTY], now=now)
    (dead,) = taken([now] * WORKERS)
    after = now + HOLD + timedelta(seconds=1)
    (heir,) = taken([after] * WORKERS)
    assert renew(tokens=[dead], now=after) == 0
    assert not note_success(duty=DUTY, token=dead, now=after)
    assert DutyRecord.objects.get(name="fold_answers").token == heir


def test_a_worker_whose_clock_is_an_hour_off_takes_no_duty_out_of_anothers_hands(now):
    register(duties=[DUTY], now=now)
    (held,) = taken([now] * WORKERS)
    for minutes in (-59, -30, -1, 0, 1, 2):
        assert taken([now + timedelta(minutes=minutes)] * WORKERS) == []
    assert renew(tokens=[held], now=now) == 1
