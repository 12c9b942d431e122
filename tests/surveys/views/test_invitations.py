"""SUR-01: a link that is good for one answer, and the file of links."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.logs import LineFormatter
from surveys.enums import Admission, Channel, Tier, WaveState
from surveys.models import Invitation, Response
from surveys.operations.collection import make_invitations
from tests.factories import surveys as factory
from tests.signed_in import take_out
from tests.surveys.keys import new_key


@pytest.fixture
def client():
    return Client(headers={"sec-fetch-site": "same-origin"})


@pytest.fixture
def wave(wave):
    wave.admission = Admission.APART
    wave.save()
    return wave


@pytest.fixture
def token(wave):
    (made,) = make_invitations(wave=wave, count=1, actor=factory.staff(Role.DISTRICT_ADMINISTRATOR), now=factory.NOW)
    return made


@pytest.fixture
def link(token):
    return reverse("surveys:invitation-open", args=[token])


ADDRESS, BY_HAND = "/surveys/invited/answer/", "/surveys/invited/code/"


def form(wave, token):
    return {"key": new_key(wave, factory.NOW - timedelta(minutes=5)), "invitation": token, **factory.posted()}


def test_one_link_is_one_answer_and_the_second_is_refused_in_words(client, wave, token, link):
    assert "data-step" in client.get(link, follow=True).content.decode()
    sent = form(wave, token)
    receipt = client.post(ADDRESS, sent)["Location"]
    row = Response.objects.get()
    assert (row.channel, row.tier) == (Channel.INVITATION, Tier.INVITED)
    assert client.post(ADDRESS, sent)["Location"] == receipt
    again = client.post(ADDRESS, form(wave, token))
    assert again.status_code == 409
    for page in (again, client.get(link, follow=True)):
        assert "已经用过一次" in page.content.decode()
    assert Response.objects.count() == 1


def test_the_token_leaves_the_address_at_once_and_goes_with_the_form(client, wave, token, link):
    opened = client.get(link)
    assert opened["Location"] == ADDRESS
    page = client.get(ADDRESS)
    assert (opened["Referrer-Policy"], page["Referrer-Policy"]) == ("strict-origin", "strict-origin")
    assert "no-store" in page["Cache-Control"]
    assert page.content.decode().count(token) == 1
    assert f'name="invitation" value="{token}"' in page.content.decode()
    sent = Client(headers={"sec-fetch-site": "same-origin"}).post(ADDRESS, form(wave, token))
    assert sent.status_code == 302
    assert token not in sent["Location"]


def test_without_cookies_the_code_or_the_whole_link_is_typed(wave, token, link):
    page = Client().get(ADDRESS)
    assert page["Location"] == BY_HAND
    assert 'name="invitation"' in Client().get(BY_HAND).content.decode()
    for typed in (token, f" http://localhost:8000{link} ", f"https://localhost:8000/en{link}"):
        page = Client().post(ADDRESS, {"invitation": typed}).content.decode()
        assert f'name="invitation" value="{token}"' in page
    refused = Client().post(ADDRESS, {"invitation": "x"})
    assert refused.status_code == 404
    assert "这里没有这个链接" in refused.content.decode()


def test_nothing_joins_an_invitation_to_its_answer(client, wave, token):
    client.post(ADDRESS, form(wave, token))
    assert {field.column for field in Invitation._meta.concrete_fields} == {"id", "wave_id", "digest", "used", "batch"}


def test_link_before_and_after_the_window_and_one_that_was_never_made(client, wave, link):
    Invitation.objects.update(wave=factory.WaveFactory(state=WaveState.PLANNED))
    assert client.get(link)["Location"] == BY_HAND
    Invitation.objects.update(wave=factory.WaveFactory(state=WaveState.CLOSED))
    assert "目前不接受" in client.get(link, follow=True).content.decode()
    assert client.get(reverse("surveys:invitation-open", args=["x"]))["Location"] == BY_HAND


def test_no_line_of_our_logs_holds_a_token_or_a_reference(client, wave, token, link, caplog):
    line = LineFormatter().format
    receipt = client.post(ADDRESS, form(wave, token))["Location"]
    for path in (link, f"{link}x/y", receipt, f"/en{receipt}no/"):
        logging.getLogger("django.request").warning("Not Found: %s", path)
    said = "\n".join(line(record) for record in caplog.records)
    assert said.count("/***") == 4
    assert token not in said
    assert receipt.split("/")[3] not in said


def test_file_of_links_is_the_only_copy(client, wave):
    client.force_login(factory.staff(Role.DISTRICT_ADMINISTRATOR))
    make = reverse("surveys:invitation-make", args=[wave.public_id])
    assert make in client.get(reverse("surveys:fieldwork-detail", args=[wave.public_id])).content.decode()
    assert take_out(client, make, "csv", count=0).status_code == 400
    assert client.get(make).status_code == 200
    answer = take_out(client, make, "csv", count=3)
    rows = answer.getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 3
    assert Client().get(rows[1].partition(",")[2].removeprefix("http://localhost:8000"))["Location"] == ADDRESS
    assert "no-store" in answer["Cache-Control"]
    wave.state = WaveState.CLOSED
    wave.save()
    assert client.get(make).status_code == 404
