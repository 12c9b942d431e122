from hashlib import sha256

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.ledger.models import Entry
from surveys.models import AnswersFile
from surveys.views import microdata
from tests.factories.surveys import WaveFactory, closed_wave, staff
from tests.signed_in import prove_again, take_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    return closed_wave(12)


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


@pytest.fixture
def asked(client, closed, monkeypatch):
    """A file that takes its time, asked for by the client: its page."""
    monkeypatch.setattr(microdata, "AT_ONCE", 11)
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    answer = take_out(client, address("data-export", closed), "csv")
    assert answer.status_code == 302
    assert not Entry.objects.filter(action="wave.export").exists()
    return answer["Location"]


def test_a_long_table_is_made_in_the_background(client, closed, asked):
    made_at = AnswersFile.objects.get().made_at  # the queue of the tests does its tasks at once
    AnswersFile.objects.update(made_at=None, done=5)
    page = client.get(asked).content.decode()
    assert all(part in page for part in ("data-waiting", '<progress value="5" max="12"', "js/waiting"))
    assert client.post(asked).status_code == 200
    AnswersFile.objects.update(made_at=made_at)
    page = client.get(asked).content.decode()
    assert "文件已备好" in page
    assert "data-waiting" not in page
    assert asked in client.get(address("data-export", closed)).content.decode()
    file = client.post(asked).getvalue()
    entry = Entry.objects.filter(action="wave.export").get()
    said = {"form": "csv", "rows": 12, "bytes": len(file), "sha256": sha256(file).hexdigest(), "filters": {}}
    assert (entry.after, entry.reason) == (said, "年度报告核对")


def test_it_is_for_who_asked_alone_and_for_who_signed_in_anew(client, asked, client_of):
    other = client_of(staff(Role.DISTRICT_REVIEWER))
    prove_again(other)
    assert [other.get(asked).status_code, other.post(asked).status_code] == [404, 404]
    client.force_login(AnswersFile.objects.get().asked_by)
    stale = client.post(asked)
    assert (stale.status_code, "/account/" in stale["Location"]) == (302, True)
    assert not Entry.objects.filter(action="wave.export").exists()


def test_one_that_failed_says_so(client, asked):
    AnswersFile.objects.update(has_failed=True, made_at=None)
    assert "文件没有做成" in client.get(asked).content.decode()
    assert client.post(asked).status_code == 200
    assert not Entry.objects.filter(action="wave.export").exists()
