"""A wave by invitation only, tried at every door: nothing is stored, and the page says whom to ask."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Admission, CallOutcome, Tier, WaveState
from surveys.models import Call, PaperBatch, Response, Wave
from surveys.operations.collection import make_invitations
from tests.factories import surveys as factory
from tests.surveys.keys import new_key

WORDS = {"": "本次调查凭邀请参加", "/en": "This survey is by invitation"}


@pytest.fixture
def wave(wave):
    wave.admission = Admission.INVITED
    wave.save()
    return wave


def client(user=None):
    made = Client(headers={"sec-fetch-site": "same-origin"})
    if user:
        made.force_login(user)
    return made


def filled(wave):
    return {"key": new_key(wave, factory.NOW - timedelta(minutes=5)), **factory.posted()}


def doors(wave):
    """(who stands there, address) for every way in without an invitation."""
    place = factory.PlaceFactory(survey=wave.survey)
    gone = factory.PlaceFactory(survey=wave.survey, revoked_at=factory.NOW, revoked_reason="海报外泄")
    anybody, officer = client(), client(factory.staff(Role.STREET_OFFICER))
    yield anybody, reverse("surveys:survey-answer", args=[wave.survey.slug])
    for token in (place.token, place.code, place.token[:-1] + "~", gone.token):
        yield anybody, reverse("places:place-answer", args=[token])
    for name in ("answer-assist", "call-make"):
        yield officer, reverse(f"surveys:{name}", args=[wave.public_id])


@pytest.mark.parametrize("language", ["", "/en"])
def test_no_door_but_an_invitation(wave, language):
    for who, address in list(doors(wave)):
        page, reply = who.get(language + address), who.post(f"{language}{address}?send=1", filled(wave))
        assert (address, page.status_code, reply.status_code) == (address, 200, 403)
        for found in (page.content.decode(), reply.content.decode()):
            assert WORDS[language] in found
            assert wave.survey.contact in found
            assert wave.survey.handler in found
            assert "data-survey" not in found
    assert not Response.objects.exists()


def test_a_code_that_says_nothing_opens_no_survey_by_invitation(wave):
    address = reverse("places:place-answer", args=["nonsense"])
    assert client().get(address)["Location"] == reverse("surveys:survey-list")
    assert client().post(address, filled(wave)).status_code == 404
    assert not Response.objects.exists()


def test_calls_and_paper_store_nothing(wave):
    officer = client(factory.staff(Role.STREET_OFFICER))
    call = reverse("surveys:call-make", args=[wave.public_id])
    assert officer.post(call, {"outcome": CallOutcome.REFUSAL}).status_code == 403
    stack = {"area": factory.AreaFactory().pk, "label": "演示", "sheets": 3}
    reply = officer.post(reverse("surveys:paper-list", args=[wave.public_id]), stack, follow=True)
    assert "只凭邀请参加" in reply.content.decode()
    assert not Call.objects.exists()
    assert not PaperBatch.objects.exists()


def test_an_invitation_opens_it_once(wave):
    (token,) = make_invitations(wave=wave, count=1, actor=factory.staff(Role.DISTRICT_ADMINISTRATOR), now=factory.NOW)
    page, address = client(), reverse("surveys:invitation-answer")
    link = reverse("surveys:invitation-open", args=[token])
    assert "data-survey" in page.get(link, follow=True).content.decode()
    assert page.post(address, filled(wave) | {"invitation": token}).status_code == 302
    assert page.post(address, filled(wave) | {"invitation": token}).status_code == 409
    assert Response.objects.get().tier == Tier.INVITED


def test_the_list_says_so_and_the_desk_offers_no_other_way(wave):
    assert "仅限受邀者" in client().get(reverse("surveys:survey-list")).content.decode()
    desk = client(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    page = desk.get(reverse("surveys:fieldwork-detail", args=[wave.public_id])).content.decode()
    assert reverse("surveys:invitation-make", args=[wave.public_id]) in page
    for name in ("answer-assist", "call-make", "paper-list", "place-add"):
        assert reverse(f"surveys:{name}", args=[wave.public_id]) not in page


def test_the_desk_sets_it_before_the_wave_opens_with_a_reason(db):
    wave = factory.WaveFactory(state=WaveState.PLANNED, version=None)
    desk = client(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    address = reverse("surveys:wave-admission", args=[wave.public_id])
    detail = reverse("surveys:fieldwork-detail", args=[wave.public_id])
    assert address in desk.get(detail).content.decode()
    assert "请写明理由" in desk.post(address, {"admission": "invited", "reason": " "}, follow=True).content.decode()
    assert Wave.objects.get().admission == Admission.OPEN
    desk.post(address, {"admission": "invited", "reason": "抽样"})
    assert Wave.objects.get().admission == Admission.INVITED
    Wave.objects.update(state=WaveState.OPEN, version=factory.version_of("resident"))
    assert address not in desk.get(detail).content.decode()
    assert desk.post(address, {"admission": "open", "reason": "改"}).status_code == 403
    assert Wave.objects.get().admission == Admission.INVITED
