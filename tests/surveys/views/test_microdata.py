import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.ledger.models import Entry
from surveys.enums import WaveState
from tests.factories.surveys import WaveFactory, bulk_answered, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    wave = WaveFactory()
    bulk_answered(wave, 12)
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


def address(name, wave):
    return reverse(f"surveys:{name}", args=[wave.public_id])


@pytest.mark.parametrize(("form", "begins"), [("csv", b"\xef\xbb\xbfarea,"), ("xlsx", b"PK"), ("sav", b"$FL2")])
def test_each_form_is_a_file_and_stands_in_the_ledger(client, closed, form, begins):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    answer = client.post(address("data-export", closed), {"form": form})
    assert answer.getvalue().startswith(begins)
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(action="wave.export").get().after == {"form": form}


def test_before_the_close_nothing_leaves(client):
    client.force_login(staff(Role.DISTRICT_ADMINISTRATOR))
    wave = WaveFactory()
    assert client.post(address("data-export", wave), {"form": "csv"}).status_code == 409
    assert 'value="csv"' not in client.get(address("data-export", wave)).content.decode()
    assert not Entry.objects.filter(action="wave.export").exists()


def test_an_unknown_form_is_refused(client, closed):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    assert client.post(address("data-export", closed), {"form": "exe"}).status_code == 409


def test_the_codebook_needs_no_answer(client):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    text = client.get(address("data-codebook", WaveFactory())).getvalue().decode()
    assert "facilities" in text
    assert "满意" in text
