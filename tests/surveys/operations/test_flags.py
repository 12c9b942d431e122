import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import Channel, FlagKind, FlagState, Layer
from surveys.models import Flag
from surveys.operations.answering import Arrival
from surveys.operations.flags import decide_flag, flag_at_close
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


def test_a_farmed_code_is_flagged_and_leaves_the_cleaned_figure(wave):
    for venue, number in (("东门", 2), ("西门", 2), ("南门", 31)):
        place = factory.PlaceFactory(survey=wave.survey, venue=venue)
        factory.answered(wave, number, arrival=Arrival(Channel.PLACE, place=place))
    fold_answers(wave=wave)
    assert flag_at_close(wave=wave) == 31
    assert flag_at_close(wave=wave) == 0
    assert factory.tally_count(wave, Layer.CLEANED) == 4
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}


def test_the_same_words_twice_are_flagged_and_short_or_lone_ones_are_not(wave):
    alike = factory.answered(wave, 1, wish="请在楼下 再放一个旧衣箱") + factory.answered(
        wave, 1, wish="请在楼下再放一个旧衣箱"
    )
    factory.answered(wave, 2, wish="没有")
    factory.answered(wave, 1, wish="请在学校门口多设一个回收点")
    fold_answers(wave=wave)
    assert flag_at_close(wave=wave) == 2
    flagged = Flag.objects.filter(kind=FlagKind.DUPLICATE).values_list("response__reference", flat=True)
    assert set(flagged) == {row.reference for row in alike}
    assert factory.tally_count(wave, Layer.CLEANED) == 3
    assert recount(wave=wave) == {Layer.RAW: True, Layer.CLEANED: True}


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
