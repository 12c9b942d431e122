"""SUR-01: a link that is good for one answer, and the file of links."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Admission, Channel, Tier, WaveState
from surveys.forms.keys import new_key
from surveys.models import Invitation, Response
from surveys.operations.collection import make_invitations
from tests.factories import surveys as factory


@pytest.fixture
def client():
    return Client(headers={"sec-fetch-site": "same-origin"})


@pytest.fixture
def wave(wave):
    wave.admission = Admission.APART
    wave.save()
    return wave


@pytest.fixture
def link(wave):
    administrator = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    (token,) = make_invitations(wave=wave, count=1, actor=administrator, now=factory.NOW)
    return reverse("surveys:invitation-answer", args=[token])


def form(wave):
    return {"key": new_key(wave, factory.NOW - timedelta(minutes=5)), **factory.posted()}


def test_one_link_is_one_answer_and_the_second_is_refused_in_words(client, wave, link):
    assert "data-step" in client.get(link).content.decode()
    sent = form(wave)
    receipt = client.post(link, sent)["Location"]
    row = Response.objects.get()
    assert (row.channel, row.tier) == (Channel.INVITATION, Tier.INVITED)
    assert client.post(link, sent)["Location"] == receipt
    again = client.post(link, form(wave))
    assert again.status_code == 409
    for page in (again, client.get(link)):
        assert "已经用过一次" in page.content.decode()
    assert Response.objects.count() == 1


def test_nothing_joins_an_invitation_to_its_answer(client, wave, link):
    client.post(link, form(wave))
    assert {field.column for field in Invitation._meta.concrete_fields} == {"id", "wave_id", "digest", "used"}


def test_link_before_and_after_the_window_and_one_that_was_never_made(client, wave, link):
    Invitation.objects.update(wave=factory.WaveFactory(state=WaveState.PLANNED))
    assert client.get(link).status_code == 404
    Invitation.objects.update(wave=factory.WaveFactory(state=WaveState.CLOSED))
    assert "目前不接受" in client.get(link).content.decode()
    assert client.get(reverse("surveys:invitation-answer", args=["x"])).status_code == 404


def test_file_of_links_is_the_only_copy(client, wave):
    client.force_login(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    make = reverse("surveys:invitation-make", args=[wave.public_id])
    assert make in client.get(reverse("surveys:fieldwork-detail", args=[wave.public_id])).content.decode()
    assert client.get(make).status_code == 200
    assert client.post(make, {"count": 0}).status_code == 400
    answer = client.post(make, {"count": 3})
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 3
    assert Client().get(rows[1].partition(",")[2].removeprefix("http://localhost:8000")).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    wave.state = WaveState.CLOSED
    wave.save()
    assert client.get(make).status_code == 404
