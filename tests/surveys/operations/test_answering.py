import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from portal.accounts.roles import Role
from surveys.enums import Channel, FlagKind, Mode, Tier, WaveState
from surveys.models import Flag, Invitation, PendingTally, Response, Wave
from surveys.operations.answering import Arrival, NotAdmittedError, Sheet, WaveClosedError, take_answer
from tests.factories import surveys as factory
from tests.factories.accounts import UserFactory


def test_answer_waits_for_its_tally_and_carries_its_signs(wave):
    (row,) = factory.answered(wave, signs=[FlagKind.SPEED, FlagKind.SPEED, FlagKind.BURST])
    assert PendingTally.objects.get().response == row
    assert sorted(Flag.objects.values_list("kind", flat=True)) == [FlagKind.BURST, FlagKind.SPEED]


def test_community_is_kept_where_it_was_named(wave):
    (row,) = factory.answered(wave, home_community="320402004001")
    assert row.community.code == "320402004001"
    (other,) = factory.answered(wave, home="unclear")
    assert (other.area, other.community) == (None, None)


@pytest.mark.parametrize(
    ("arrival", "tier"),
    [
        (Arrival(), Tier.OPEN),
        (Arrival(Channel.UNKNOWN), Tier.OPEN),
        (Arrival(Channel.PLACE), Tier.PLACE),
        (Arrival(mode=Mode.ASSISTED, entered_by_staff=True), Tier.ASSISTED),
        (Arrival(invitation=Invitation()), Tier.INVITED),
    ],
)
def test_trust_tier_follows_the_arrival(arrival, tier):
    assert arrival.tier == tier


def test_staff_answer_only_for_somebody_else(wave):
    officer = factory.staff(Role.STREET_OFFICER)
    sheet = Sheet("k", factory.answers())
    with pytest.raises(PermissionDenied):
        take_answer(wave=wave, sheet=sheet, arrival=Arrival(), actor=officer, now=factory.NOW)
    assisted = Arrival(mode=Mode.ASSISTED, entered_by_staff=True)
    take_answer(wave=wave, sheet=sheet, arrival=assisted, actor=officer, now=factory.NOW)
    assert Response.objects.get().mode == Mode.ASSISTED


def test_outside_the_window_nothing_is_taken(wave):
    sheet = Sheet("k", factory.answers())
    for moment in (wave.closes_at, wave.opens_at.replace(year=2020)):
        with pytest.raises(WaveClosedError):
            take_answer(wave=wave, sheet=sheet, arrival=Arrival(), actor=UserFactory(), now=moment)
    wave.state = WaveState.CLOSED
    with pytest.raises(WaveClosedError):
        take_answer(wave=wave, sheet=sheet, arrival=Arrival(), actor=UserFactory(), now=factory.NOW)


def test_a_wave_that_was_closed_since_it_was_read_takes_nothing(wave):
    """Who answers may hold a wave that was read seconds ago; the database knows better."""
    factory.answered(wave)
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED)
    assert wave.state == WaveState.OPEN
    with pytest.raises(WaveClosedError):
        factory.answered(wave)
    assert Response.objects.count() == PendingTally.objects.count() == 1


def test_used_invitation_takes_the_answer_back_with_it(wave):
    invitation = Invitation.objects.create(wave=wave, digest="d", used=True)
    arrival = Arrival(invitation=invitation)
    with pytest.raises(NotAdmittedError):
        take_answer(
            wave=wave, sheet=Sheet("k", factory.answers()), arrival=arrival, actor=UserFactory(), now=factory.NOW
        )
    assert not Response.objects.exists()


def test_a_reference_that_is_taken_is_drawn_again(wave, monkeypatch):
    (first,) = factory.answered(wave)
    drawn = iter([first.reference, "FREE-FREE"])
    monkeypatch.setattr("surveys.operations.answering.new_reference", lambda: next(drawn))
    monkeypatch.setattr(Response._meta.get_field("reference"), "_get_default", lambda: first.reference)
    receipt = take_answer(
        wave=wave, sheet=Sheet("k", factory.answers()), arrival=Arrival(), actor=UserFactory(), now=factory.NOW
    )
    assert receipt.reference == "FREE-FREE"


def test_when_no_reference_is_free_it_says_so(wave, monkeypatch):
    (first,) = factory.answered(wave)
    monkeypatch.setattr("surveys.operations.answering.new_reference", lambda: first.reference)
    monkeypatch.setattr(Response._meta.get_field("reference"), "_get_default", lambda: first.reference)
    with pytest.raises(RuntimeError, match="no free reference"):
        take_answer(
            wave=wave, sheet=Sheet("k", factory.answers()), arrival=Arrival(), actor=UserFactory(), now=factory.NOW
        )


def test_database_refuses_to_change_an_answer(wave):
    (row,) = factory.answered(wave)
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        Response.objects.filter(pk=row.pk).update(answers={})
