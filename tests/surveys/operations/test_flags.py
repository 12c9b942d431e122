from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import Channel, FlagKind, FlagState, Layer
from surveys.models import Flag
from surveys.operations.answering import Arrival
from surveys.operations.flags import decide_flag, decide_flags, flag_at_close, take_back_decision
from surveys.operations.tallying import fold_answers, recount
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW


@pytest.fixture
def reviewer(db):
    return factory.staff(Role.DISTRICT_REVIEWER)


@pytest.mark.parametrize("folded", [False, True])
def test_decision_moves_the_answer_in_and_out_of_the_cleaned_figure(wave, reviewer, folded):
    factory.answered(wave, signs=[FlagKind.SPEED])
    if folded:
        fold_answers(wave=wave)
    flag = Flag.objects.get()
    decide_flag(flag=flag, state=FlagState.KEPT, reason="老年人由子女代读", actor=reviewer, now=NOW)
    fold_answers(wave=wave)
    assert factory.tally_count(wave, Layer.CLEANED) == 1
    decide_flag(flag=flag, state=FlagState.EXCLUDED, reason="重新核对", actor=reviewer, now=NOW)
    assert factory.tally_count(wave, Layer.CLEANED) == 0
    assert factory.tally_count(wave, Layer.RAW) == 1
    assert [(entry.before["state"], entry.after["state"]) for entry in entries_about(wave)] == [
        ("open", "kept"),
        ("kept", "excluded"),
    ]


def test_two_flags_are_both_to_be_decided_in_favour(wave, reviewer):
    factory.answered(wave, signs=[FlagKind.SPEED, FlagKind.BURST])
    fold_answers(wave=wave)
    first, second = Flag.objects.all()
    decide_flag(flag=first, state=FlagState.KEPT, reason="看过", actor=reviewer, now=NOW)
    assert factory.tally_count(wave, Layer.CLEANED) == 0
    decide_flag(flag=second, state=FlagState.KEPT, reason="看过", actor=reviewer, now=NOW)
    assert factory.tally_count(wave, Layer.CLEANED) == 1


@pytest.mark.parametrize(("state", "reason"), [(FlagState.OPEN, "x"), (FlagState.KEPT, " ")])
def test_decision_needs_a_side_and_a_reason(wave, reviewer, state, reason):
    factory.answered(wave, signs=[FlagKind.SPEED])
    with refused("unfit", "请写明理由"):
        decide_flag(flag=Flag.objects.get(), state=state, reason=reason, actor=reviewer, now=NOW)


def test_officers_do_not_decide(wave):
    factory.answered(wave, signs=[FlagKind.SPEED])
    officer = factory.staff(Role.STREET_OFFICER)
    with pytest.raises(PermissionDenied):
        decide_flag(flag=Flag.objects.get(), state=FlagState.KEPT, reason="x", actor=officer, now=NOW)


def at_venues(wave, *numbers, signs=()):
    for venue, number in zip(("东门", "西门", "南门"), numbers, strict=True):
        place = factory.PlaceFactory(survey=wave.survey, venue=venue)
        factory.answered(
            wave, number, arrival=Arrival(Channel.PLACE, place=place), signs=signs if venue == "南门" else ()
        )


def test_a_busy_poster_is_no_fault(wave):
    at_venues(wave, 20, 20, 31)
    fold_answers(wave=wave)
    assert flag_at_close(wave=wave) == 0


def test_a_farmed_code_is_flagged_and_leaves_the_cleaned_figure(wave):
    at_venues(wave, 2, 2, 31, signs=[FlagKind.SPEED])
    fold_answers(wave=wave)
    assert flag_at_close(wave=wave) == 31
    assert flag_at_close(wave=wave) == 0
    assert factory.tally_count(wave, Layer.CLEANED) == 4
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}


def test_the_same_words_twice_are_flagged_and_short_or_lone_or_common_ones_are_not(wave):
    alike = factory.answered(wave, 1, wish="请在楼下 再放一个旧衣箱") + factory.answered(
        wave, 1, wish="请在楼下再放一个旧衣箱"
    )
    factory.answered(wave, 2, wish="没有")
    factory.answered(wave, 1, wish="请在学校门口多设一个回收点")
    for overall in ("satisfied", "dissatisfied"):
        factory.answered(wave, 1, wish="希望多设几个分类垃圾桶吧", overall=overall)
    fold_answers(wave=wave)
    assert flag_at_close(wave=wave) == 2
    flagged = Flag.objects.filter(kind=FlagKind.DUPLICATE).values_list("response__reference", flat=True)
    assert set(flagged) == {row.reference for row in alike}
    assert factory.tally_count(wave, Layer.CLEANED) == 5
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}


def test_one_reason_for_many(wave, reviewer):
    factory.answered(wave, 12, signs=[FlagKind.SPEED, FlagKind.BURST])
    factory.answered(wave, 3)
    fold_answers(wave=wave)
    speed, burst = (Flag.objects.filter(kind=kind) for kind in (FlagKind.SPEED, FlagKind.BURST))
    given = {"wave": wave, "state": FlagState.KEPT, "reason": "会场集中填答", "actor": reviewer, "now": NOW}
    assert decide_flags(flags=[flag.pk for flag in speed], **given) == 12
    assert factory.tally_count(wave, Layer.CLEANED) == 3
    factory.answered(wave, 1, signs=[FlagKind.BURST])
    assert decide_flags(flags=[flag.pk for flag in burst], **given) == 13
    fold_answers(wave=wave)
    assert factory.tally_count(wave, Layer.CLEANED) == 16
    assert decide_flags(flags=[speed[0].pk], **given | {"state": FlagState.EXCLUDED}) == 1
    assert factory.tally_count(wave, Layer.CLEANED) == 15
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}
    entry = next(entry for entry in entries_about(wave) if entry.action == "flag.keep")
    assert (entry.after["flags"], entry.reason) == (12, "会场集中填答")


def test_many_need_a_reason_a_side_and_the_right_person(wave, reviewer):
    factory.answered(wave, 3, signs=[FlagKind.SPEED])
    flags = list(Flag.objects.values_list("pk", flat=True))
    given = {"wave": wave, "flags": flags, "state": FlagState.KEPT, "reason": "x", "actor": reviewer, "now": NOW}
    with refused("unfit", "请写明理由"):
        decide_flags(**given | {"reason": " "})
    with refused("unfit"):
        decide_flags(**given | {"state": FlagState.OPEN})
    with pytest.raises(PermissionDenied):
        decide_flags(**given | {"actor": factory.staff(Role.STREET_OFFICER)})
    with refused("stale"):
        decide_flags(**given | {"flags": []})
    assert set(Flag.objects.values_list("state", flat=True)) == {FlagState.OPEN}


def test_a_decision_on_many_is_taken_back_whole_and_once_and_the_ledger_keeps_both(wave, reviewer):
    factory.answered(wave, 12, signs=[FlagKind.SPEED])
    factory.answered(wave, 3)
    fold_answers(wave=wave)
    before, later = Flag.objects.first(), NOW + timedelta(seconds=9)
    given = {"wave": wave, "state": FlagState.KEPT, "reason": "会场集中填答", "actor": reviewer}
    decide_flags(flags=[before.pk], now=NOW - timedelta(days=1), **given)
    others = [flag.pk for flag in Flag.objects.exclude(pk=before.pk)]
    decide_flags(flags=others, now=NOW, **given)
    batch = {"wave": str(wave.public_id), "decided_at": NOW.isoformat(), "now": later}
    with refused("stale"):
        take_back_decision(**batch, actor=factory.staff(Role.DISTRICT_REVIEWER))
    assert take_back_decision(**batch, actor=reviewer) == 11
    assert set(Flag.objects.filter(state=FlagState.OPEN).values_list("pk", flat=True)) == set(others)
    assert factory.tally_count(wave, Layer.CLEANED) == 4
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}
    assert [entry.action for entry in entries_about(wave)] == ["flag.keep", "flag.keep", "flag.reopen"]
    with refused("stale"):
        take_back_decision(**batch, actor=reviewer)


def test_a_decision_is_turned_round_but_not_taken_twice(wave, reviewer):
    factory.answered(wave, signs=[FlagKind.SPEED])
    flag = Flag.objects.get()
    decide_flag(flag=flag, state=FlagState.KEPT, reason="看过", actor=reviewer, now=NOW)
    with refused("closed", "计入"):
        decide_flag(flag=flag, state=FlagState.KEPT, reason="再看", actor=reviewer, now=NOW)
    assert (
        decide_flag(flag=flag, state=FlagState.EXCLUDED, reason="重新核对", actor=reviewer, now=NOW).reason
        == "重新核对"
    )
