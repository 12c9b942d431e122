"""Files of answers that are made in the background: one a person, tried by one worker, gone in hours."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.heavy import BusyError
from surveys.enums import WaveState
from surveys.exports import answers_files as making
from surveys.models import AnswersFile, Response
from surveys.models.answers_file import KEPT
from surveys.operations.answers_files import (
    EVERY,
    LONGEST,
    ask_for_file,
    begin_file,
    forget_files,
    noted,
    own_files,
)
from surveys.operations.rights import withdraw_answer
from tests.factories.surveys import NOW, WaveFactory, answered, closed_wave, staff

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def closed():
    return closed_wave(12)


@pytest.fixture
def reviewer():
    return staff(Role.DISTRICT_REVIEWER)


@pytest.fixture
def clock(at):
    at(NOW)


def asked(wave, actor, ending="csv", now=NOW):
    return ask_for_file(wave=wave, ending=ending, language="zh-hans", reason="年度报告核对", actor=actor, now=now)


def test_only_who_may_export_can_ask_and_only_after_the_close(closed, reviewer):
    with pytest.raises(PermissionDenied):
        asked(closed, staff(Role.STREET_OFFICER))
    with pytest.raises(PermissionDenied):
        asked(WaveFactory(survey=closed.survey, number=2), reviewer)


def test_who_asks_twice_has_one_file_under_way(closed, reviewer):
    first, is_new = asked(closed, reviewer)
    assert (is_new, first.rows) == (True, 12)
    assert asked(closed, reviewer) == (first, False)
    other, is_new = asked(closed, staff(Role.DISTRICT_REVIEWER))
    assert is_new
    assert list(own_files(wave=closed, actor=reviewer, now=NOW)) == [first]
    assert other != first


@pytest.mark.parametrize(("ending", "begins"), [("csv", b"\xef\xbb\xbfarea,"), ("xlsx", b"PK"), ("sav", b"$FL2")])
def test_one_worker_makes_it_once(closed, reviewer, clock, ending, begins):
    file, _ = asked(closed, reviewer, ending)
    making.make_answers_file.func(file.pk)
    file.refresh_from_db()
    assert bytes(file.content).startswith(begins)
    assert (file.done, file.rows, file.has_failed) == (12, 12, False)
    assert file.made_at
    before = bytes(file.content)
    making.make_answers_file.func(file.pk)
    file.refresh_from_db()
    assert (bytes(file.content), begin_file(pk=file.pk, now=SOON)) == (before, None)


def test_the_bar_moves_while_rows_pass(closed, reviewer):
    file, _ = asked(closed, reviewer)
    rows = noted(file, range(EVERY + 1))
    for _ in range(EVERY):
        next(rows)
    assert AnswersFile.objects.get().done == EVERY
    assert list(rows) == [EVERY]
    assert AnswersFile.objects.get().done == EVERY + 1


def test_a_busy_machine_is_tried_again_and_a_fault_ends_it(closed, reviewer, clock, monkeypatch):
    monkeypatch.setattr(making, "PAUSE", 0)
    told = iter([BusyError(), BusyError()])

    def busy(_file):
        for fault in told:
            raise fault
        return b"made"

    monkeypatch.setattr(making, "_written", busy)
    file, _ = asked(closed, reviewer)
    making.make_answers_file.func(file.pk)
    assert bytes(AnswersFile.objects.get().content) == b"made"

    def broken(_file):
        raise ValueError

    monkeypatch.setattr(making, "_written", broken)
    file, is_new = asked(closed, reviewer)
    assert is_new
    making.make_answers_file.func(file.pk)
    assert AnswersFile.objects.get().has_failed
    assert asked(closed, reviewer)[1]


def test_who_lost_the_role_meanwhile_gets_nothing(closed, reviewer, clock):
    file, _ = asked(closed, reviewer)
    reviewer.grants.all().delete()
    making.make_answers_file.func(file.pk)
    file.refresh_from_db()
    assert (file.has_failed, bytes(file.content)) == (True, b"")


def test_one_that_its_worker_lost_may_be_asked_for_again(closed, reviewer):
    file, _ = asked(closed, reviewer)
    assert begin_file(pk=file.pk, now=NOW)
    assert asked(closed, reviewer, now=SOON) == (file, False)
    again, is_new = asked(closed, reviewer, now=NOW + LONGEST + timedelta(seconds=1))
    assert is_new
    assert again != file


def test_it_is_gone_in_hours(closed, reviewer):
    file, _ = asked(closed, reviewer)
    late = NOW + KEPT
    assert not own_files(wave=closed, actor=reviewer, now=late).exists()
    assert begin_file(pk=file.pk, now=late) is None
    assert forget_files(now=late - timedelta(seconds=1)) == 0
    assert forget_files(now=late) == 1


def test_with_an_answer_that_is_withdrawn_go_the_files_that_hold_it(reviewer):
    wave = WaveFactory()
    answered(wave, 2)
    wave.state = WaveState.CLOSED
    wave.save()
    asked(wave, reviewer)
    clerk = staff(Role.DISTRICT_ADMINISTRATOR)
    withdraw_answer(response=Response.objects.first(), reason="本人要求", actor=clerk, now=NOW)
    assert not AnswersFile.objects.exists()
