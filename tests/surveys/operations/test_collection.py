import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import Admission, WaveState
from surveys.models import Invitation
from surveys.operations.collection import (
    Venue,
    add_place,
    invitation_digest,
    make_invitations,
    revoke_place,
)
from tests.factories import surveys as factory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NOW = factory.NOW


@pytest.fixture
def officer():
    return factory.staff(Role.STREET_OFFICER, factory.AreaFactory())


def test_officer_makes_a_code_in_the_own_street(officer):
    community = factory.CommunityFactory()
    venue = Venue(factory.AreaFactory(), "红梅公园东门", community)
    place = add_place(survey=factory.SurveyFactory(), venue=venue, actor=officer, now=NOW)
    assert place.is_signed(place.token)
    assert [entry.action for entry in entries_about(place)] == ["place.add"]


def test_not_in_another_street_and_not_with_a_foreign_community(officer):
    lanling = factory.AreaFactory(code="lanling", name="兰陵街道")
    survey = factory.SurveyFactory()
    with pytest.raises(PermissionDenied):
        add_place(survey=survey, venue=Venue(lanling, "菜市场"), actor=officer, now=NOW)
    foreign = factory.CommunityFactory(code="320402006001", area=lanling)
    with refused("unfit", "属于另一个板块"):
        add_place(survey=survey, venue=Venue(factory.AreaFactory(), "东门", foreign), actor=officer, now=NOW)


def test_switching_off_needs_a_reason_and_happens_once(officer):
    place = factory.PlaceFactory()
    with refused("unfit", "请写明理由"):
        revoke_place(place=place, reason=" ", actor=officer, now=NOW)
    revoked = revoke_place(place=place, reason="海报外泄", actor=officer, now=NOW)
    assert revoked.revoked_at == NOW
    assert not revoked.is_signed(revoked.token)
    with pytest.raises(PermissionDenied):
        revoke_place(place=place, reason="again", actor=officer, now=NOW)


def test_invitations_are_kept_as_digests_only():
    wave = factory.WaveFactory(state=WaveState.PLANNED, admission=Admission.INVITED)
    tokens = make_invitations(wave=wave, count=3, actor=factory.staff(Role.DISTRICT_ADMINISTRATOR), now=NOW)
    assert len(set(tokens)) == 3
    assert set(Invitation.objects.values_list("digest", flat=True)) == {invitation_digest(token) for token in tokens}
    with pytest.raises(PermissionDenied):
        make_invitations(wave=wave, count=1, actor=factory.staff(Role.DISTRICT_REVIEWER), now=NOW)
