"""The printed code: signed, broken, switched off."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from surveys.enums import Channel, Tier
from surveys.models import Response
from tests.factories import surveys as factory
from tests.surveys.keys import new_key

EARLIER = factory.NOW - timedelta(minutes=5)


@pytest.fixture
def client():
    return Client(headers={"sec-fetch-site": "same-origin"})


def answered_at(client, wave, token):
    filled = {"key": new_key(wave, EARLIER), **factory.posted()}
    location = client.post(reverse("places:place-answer", args=[token]), filled)["Location"]
    return Response.objects.get(), location


def test_signed_code_names_its_place(client, wave):
    place = factory.PlaceFactory(survey=wave.survey)
    row, location = answered_at(client, wave, place.token)
    assert (row.channel, row.place, row.tier) == (Channel.PLACE, place, Tier.PLACE)
    assert location.endswith(f"?place={place.token}")
    assert reverse("places:place-answer", args=[place.token]) in client.get(location).content.decode()


def test_code_is_short_and_read_in_either_case(wave):
    place = factory.PlaceFactory(survey=wave.survey)
    assert len(place.token) == 17
    assert place.is_signed(place.token.upper())


@pytest.mark.parametrize(
    "broken", [lambda token: token[:-1] + "~", lambda token: token.split("-")[0], lambda _: "nonsense"]
)
def test_broken_code_still_takes_the_answer_as_channel_unknown(client, wave, broken):
    place = factory.PlaceFactory(survey=wave.survey)
    row, _ = answered_at(client, wave, broken(place.token))
    assert (row.channel, row.place, row.tier) == (Channel.UNKNOWN, None, Tier.OPEN)


def test_switched_off_code_is_channel_unknown(client, wave):
    place = factory.PlaceFactory(survey=wave.survey, revoked_at=factory.NOW, revoked_reason="海报外泄")
    row, _ = answered_at(client, wave, place.token)
    assert row.channel == Channel.UNKNOWN


def test_nonsense_code_leads_to_the_list_where_several_surveys_are_open(client, wave):
    factory.WaveFactory(survey__slug="organisation", survey__questionnaire_code="organisation")
    response = client.get(reverse("places:place-answer", args=["nonsense"]))
    assert response["Location"] == reverse("surveys:survey-list")


def test_place_form_is_the_same_form(client, wave):
    place = factory.PlaceFactory(survey=wave.survey)
    page = client.get(reverse("places:place-answer", args=[place.token])).content.decode()
    assert page.count('data-step="') == 13
    assert "checked" not in page
