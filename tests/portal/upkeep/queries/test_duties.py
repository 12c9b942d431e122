"""Who may take a duty, and what a restart, a second worker and a kill change (F18)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import CommandError, get_commands
from django.db import OperationalError, connection

from portal.manifests import Duty
from portal.rhythm import Daily, Every
from portal.upkeep.models import DutyRecord
from portal.upkeep.operations.duties import HOLD, LONGEST, claim, due, note_failure, note_success, register, renew
from portal.upkeep.queries.duties import duties, every_duty
from portal.upkeep.worker import rounds
from portal.upkeep.worker.rounds import do_round, renew_what_is_in_hand

MINUTE = timedelta(minutes=1)
QUICK = Duty(("quick",), Every(MINUTE), "")
NIGHTLY = Duty(("nightly",), Daily(1, 10), "")


@pytest.fixture
def called(monkeypatch):
    """What duties did, in order; `faults` holds what the next one throws."""
    done, faults = [], {}

    def do(duty):
        done.append(duty.name)
        if duty.name in faults:
            raise faults[duty.name]

    monkeypatch.setattr(Duty, "do", do)
    return done, faults


def test_every_duty_is_a_command_that_exists_and_has_a_name_of_its_own():
    names = [duty.name for duty in every_duty()]
    assert set(names) <= set(get_commands())
    assert len(set(names)) == len(names)


def test_daily_duties_do_not_begin_together():
    times = [(duty.rhythm.hour, duty.rhythm.minute) for duty in duties() if isinstance(duty.rhythm, Daily)]
    assert len(set(times)) == len(times) >= 11


@pytest.mark.django_db
def test_a_duty_waits_for_its_turn_and_a_restart_changes_nothing(called, now):
    for seconds in (0, 30, 59):
        do_round([QUICK, NIGHTLY], now + timedelta(seconds=seconds))
    assert called[0] == ["quick", "nightly"]
    do_round([QUICK, NIGHTLY], now + timedelta(seconds=62))
    do_round([QUICK, NIGHTLY], now + timedelta(hours=16, minutes=9))
    assert called[0] == ["quick", "nightly", "quick", "quick"]
    do_round([QUICK, NIGHTLY], now + timedelta(hours=16, minutes=11))
    assert called[0][4:] == ["quick", "nightly"]
    assert DutyRecord.objects.get(pk="nightly").succeeded_at >= now + timedelta(hours=16, minutes=11)


@pytest.mark.django_db
def test_one_that_fails_is_written_down_tried_again_and_holds_up_none(called, now, caplog):
    called[1]["nightly"] = CommandError("There is no plan.")
    called[1]["quick"] = ValueError("张三 13800138000")
    do_round([NIGHTLY, QUICK], now)
    do_round([NIGHTLY], now + timedelta(minutes=14))
    assert called[0] == ["nightly", "quick"]
    do_round([NIGHTLY], now + timedelta(minutes=16))
    failed = DutyRecord.objects.get(pk="nightly")
    assert (failed.failures, failed.failure, failed.token) == (2, "There is no plan.", "")
    assert DutyRecord.objects.get(pk="quick").failure == "ValueError"
    assert [record.message for record in caplog.records] == ["nightly failed", "quick failed", "nightly failed"]
    called[1].clear()
    do_round([NIGHTLY], now + timedelta(hours=2))
    mended = DutyRecord.objects.get(pk="nightly")
    assert (mended.failures, mended.failure) == (0, "")


@pytest.mark.django_db
def test_whoever_was_killed_with_a_duty_in_hand_loses_it(now):
    register(duties=[QUICK], now=now)
    dead = claim(duty=QUICK, now=now)
    assert dead
    assert claim(duty=QUICK, now=now + HOLD) == ""
    assert due([QUICK], now + HOLD) == []
    heir = claim(duty=QUICK, now=now + HOLD + timedelta(seconds=1))
    assert heir
    # The dead one was only asleep: what it says counts no more.
    assert not note_success(duty=QUICK, token=dead, now=now + HOLD)
    assert not note_failure(duty=QUICK, token=dead, now=now + HOLD, words="x")
    assert note_success(duty=QUICK, token=heir, now=now + HOLD)


@pytest.mark.django_db
def test_a_living_process_keeps_what_it_has_in_hand_but_not_for_ever(now):
    register(duties=[QUICK], now=now)
    token = claim(duty=QUICK, now=now)
    assert renew(tokens=[token], now=now + HOLD) == 1
    assert claim(duty=QUICK, now=now + HOLD + MINUTE) == ""
    assert renew(tokens=[token], now=now + LONGEST) == 0


@pytest.mark.django_db
def test_the_hold_is_renewed_while_the_duty_runs_and_no_longer(monkeypatch, now):
    held = []

    def work(duty):
        renew_what_is_in_hand(now + MINUTE)
        held.append(DutyRecord.objects.get(pk=duty.name).held_until)

    monkeypatch.setattr(Duty, "do", work)
    do_round([QUICK], now)
    assert held == [now + MINUTE + HOLD]
    assert rounds._tokens == set()


@pytest.mark.django_db
def test_a_clock_that_was_wrong_does_not_silence_a_duty(called, now):
    do_round([QUICK, NIGHTLY], now + timedelta(days=4000))
    do_round([QUICK, NIGHTLY], now)
    assert called[0] == ["quick", "nightly"] * 2


@pytest.mark.django_db
def test_fifty_kills_and_each_turn_is_done_once_in_the_end(called, now):
    """F18: killed in mid-duty fifty times; whoever comes after does it, once."""
    moment = now
    register(duties=[QUICK], now=now)
    for _ in range(50):
        assert claim(duty=QUICK, now=moment)  # and then the process is killed
        assert not claim(duty=QUICK, now=moment + MINUTE)
        moment += HOLD + timedelta(seconds=1)
    do_round([QUICK], moment)
    do_round([QUICK], moment)
    assert called[0] == ["quick"]
    record = DutyRecord.objects.get()
    assert (record.token, record.failures) == ("", 0)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_has_the_duty(called, now):
    """Each turn once, by whoever comes first, however many ask at the same instant."""
    workers, turns = 6, 5
    register(duties=[QUICK, NIGHTLY], now=now)
    start = Barrier(workers)

    def work(_number):
        for turn in range(turns):
            start.wait()
            do_round([QUICK, NIGHTLY], now + turn * 2 * MINUTE)
        connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    assert sorted(called[0]) == ["nightly"] + ["quick"] * turns


@pytest.mark.django_db
def test_a_round_of_nothing_asks_once(called, now, django_assert_num_queries):
    do_round([QUICK, NIGHTLY], now)
    with django_assert_num_queries(1):
        do_round([QUICK, NIGHTLY], now + timedelta(seconds=10))


@pytest.mark.django_db
def test_without_a_database_the_clock_goes_on(monkeypatch, caplog, now):
    def gone(*args):
        raise OperationalError("postgres://user:secret@host")

    monkeypatch.setattr(rounds, "due", gone)
    do_round([QUICK], now)
    assert [record.message for record in caplog.records] == ["no duty can be taken: OperationalError"]
