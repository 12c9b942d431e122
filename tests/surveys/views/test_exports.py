"""Data files: INJ-03, what each role gets, nothing before the close, nothing that tells who."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import FlagKind, WaveState
from surveys.operations.tallying import fold_answers
from tests.factories import surveys as factory


@pytest.fixture
def closed(wave):
    factory.answered(wave, 11)
    factory.answered(wave, 1, overall="dissatisfied", signs=[FlagKind.SPEED], wish="=1+1")
    fold_answers(wave=wave)
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


def client_of(role) -> Client:
    client = Client()
    client.force_login(factory.staff(role))
    return client


def address(wave, table, form="csv") -> str:
    return reverse("surveys:data-file", args=[wave.public_id, table, form])


def lines(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


def test_rows_hold_the_answers_and_nothing_that_tells_who(closed):
    answer = client_of(Role.DISTRICT_REVIEWER).get(address(closed, "answers"))
    rows = lines(answer)
    assert len(rows) == 12
    assert set(rows[0]) >= {"mode", "channel", "tier", "counted", "overall", "channels_home_visit"}
    assert not {"reference", "day", "place", "wish", "home.community"} & set(rows[0])
    assert [row["counted"] for row in rows if row["overall"] == "dissatisfied"] == ["0"]
    assert "no-store" in answer["Cache-Control"]
    (entry,) = entries_about(closed).filter(action="data.export")
    assert entry.after == {"table": "answers", "form": "csv"}


def test_words_stand_apart_and_are_marked_as_text(closed):
    client = client_of(Role.DISTRICT_REVIEWER)
    assert [row["填写的文字"] for row in lines(client.get(address(closed, "words")))] == ["'=1+1"]


def test_workbook_sav_and_codebook_open(closed):
    client = client_of(Role.DISTRICT_ADMINISTRATOR)
    assert client.get(address(closed, "answers", "xlsx")).content.startswith(b"PK")
    assert b"".join(client.get(address(closed, "answers", "sav"))).startswith(b"$FL2")
    book = lines(client.get(address(closed, "codebook")))
    assert {"变量": "overall", "代码": "satisfied", ".sav 中的数值": "1", "答案": "满意"}.items() <= next(
        row for row in book if row["变量"] == "overall"
    ).items()
    assert client.get(address(closed, "codebook", "sav")).status_code == 404


def test_counts_hide_what_is_small_and_another_with_it(closed):
    rows = lines(client_of(Role.DEPARTMENT_OFFICER).get(address(closed, "counts")))
    told = {row["代码"]: row["核查后份数"] for row in rows if row["变量"] == "overall"}
    assert told == {
        "satisfied": "11",
        "fairly_satisfied": "0",
        "rather_dissatisfied": "0",
        "dissatisfied": "0",
        "unclear": "0",
        "answered": "11",
    }


@pytest.mark.parametrize("table", ["answers", "codebook", "words"])
def test_departments_get_no_rows(closed, table):
    assert client_of(Role.DEPARTMENT_OFFICER).get(address(closed, table)).status_code == 403


def test_nobody_gets_anything_before_the_close(wave):
    client = client_of(Role.DISTRICT_ADMINISTRATOR)
    assert client.get(address(wave, "counts")).status_code == 403
    assert "answers.csv" not in client.get(reverse("surveys:fieldwork-detail", args=[wave.public_id])).content.decode()


def test_files_are_offered_on_the_page_of_the_wave(closed):
    page = reverse("surveys:fieldwork-detail", args=[closed.public_id])
    assert "answers.sav" in client_of(Role.DISTRICT_REVIEWER).get(page).content.decode()
    assert "answers.sav" not in client_of(Role.DEPARTMENT_OFFICER).get(page).content.decode()
