from hashlib import sha256

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.ledger.models import Entry
from surveys.enums import WaveState
from tests.factories.surveys import WaveFactory, bulk_answered, staff
from tests.signed_in import take_out

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
    answer = take_out(client, address("data-export", closed), form)
    file = answer.getvalue()
    assert file.startswith(begins)
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.filter(action="wave.export").get()
    said = {"form": form, "rows": 12, "bytes": len(file), "sha256": sha256(file).hexdigest(), "filters": {}}
    assert (entry.after, entry.reason) == (said, "年度报告核对")


def test_before_the_close_nothing_leaves(client):
    client.force_login(staff(Role.DISTRICT_ADMINISTRATOR))
    wave = WaveFactory()
    assert take_out(client, address("data-export", wave), "csv").status_code == 409
    assert 'value="csv"' not in client.get(address("data-export", wave)).content.decode()
    assert not Entry.objects.filter(action="wave.export").exists()


def test_an_unknown_form_is_refused(client, closed):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    assert take_out(client, address("data-export", closed), "exe").status_code == 400


def test_the_codebook_needs_no_answer(client):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    text = client.get(address("data-codebook", WaveFactory())).getvalue().decode()
    assert "facilities" in text
    assert "满意" in text
