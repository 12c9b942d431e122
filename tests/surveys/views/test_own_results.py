"""The results page of a survey of one's own, and what can be taken away of it."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import WaveState
from surveys.models import Wave
from surveys.operations.estimates import prepare_estimates, publish_questions
from tests.factories import surveys as factory
from tests.factories.own_survey import answered_own, own_wave
from tests.surveys.views.test_work import client_of, url

QUESTIONS = 9


def close(wave, number):
    answered_own(wave, number)
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


@pytest.fixture(scope="module")
def module_published(module_rows):
    factory.CommunityFactory()
    first = close(own_wave(number=1), 60)
    second = close(factory.WaveFactory(survey=first.survey, number=2), 60)
    one, other = factory.staff(Role.DISTRICT_REVIEWER), factory.staff(Role.DISTRICT_REVIEWER)
    for wave in (first, second):
        prepare_estimates(wave=wave, actor=one, now=factory.NOW)
        publish_questions(wave=wave, actor=other, now=factory.NOW)


@pytest.fixture
def wave(module_published, db):
    return Wave.objects.get(number=2)


def page_of(wave, language="zh"):
    prefix = "" if language == "zh" else "/en"
    return Client().get(f"{prefix}/surveys/market/waves/{wave.number}/").content.decode()


def file_of(wave, question, kind):
    return Client().get(reverse("surveys:answer-file", args=["market", wave.number, question, kind]))


def test_every_question_has_a_sentence_a_picture_and_a_table(wave):
    page = page_of(wave)
    assert page.count('class="answer-bars"') == QUESTIONS
    assert (
        page.count('<table class="table" data-keep>') == QUESTIONS + 1
    )  # of what was put in order, the mean places too
    assert "60 人回答了这一题" in page
    assert "每 100 位表态的人中，约 50 人选“好”或“较好”；实际多半在 36 到 64 人之间" in page
    assert "数字正在复核" not in page
    assert "没有加权" in page


def test_in_english_too(wave):
    page = page_of(wave, "en")
    assert "Of 100 people with an opinion, about 50 said “Good” or “Fair”" in page
    assert "29 or more" in page or "28 or more" in page or "–" in page


def test_the_wave_before_stands_on_the_same_drawing(wave):
    assert 'class="before" data-age="1"' in page_of(wave)
    assert 'class="before"' not in page_of(Wave.objects.get(number=1))


def test_the_table_to_take_away_says_no_more_than_the_page(wave):
    answer = Client().get(reverse("surveys:answers-table", args=["market", wave.number]))
    rows = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))[1:]
    assert ["您多久来一次？", "全部", "每天", "66.7", "53.9", "77.3", "60"] in rows
    hidden = [row for row in rows if row[1] == "60 岁及以上" and row[0] == "您多久来一次？"]
    assert [row[3:] for row in hidden] == [["", "", "", ""]] * 2


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<svg"), ("csv", "\ufeff".encode())])
def test_one_question_as_a_file(wave, kind, start):
    answer = file_of(wave, "tidy", kind)
    content = b"".join(answer) if answer.streaming else answer.content
    assert content.startswith(start)
    assert answer["Content-Disposition"].startswith("attachment")


def test_there_is_no_file_of_what_is_not_there(wave):
    assert file_of(wave, "wish", "svg").status_code == 404
    assert file_of(wave, "tidy", "exe").status_code == 404
    other = factory.WaveFactory(survey=wave.survey, number=3, state=WaveState.CLOSED)
    assert file_of(other, "tidy", "svg").status_code == 404
    assert Client().get(reverse("surveys:wave-sheet", args=["market", 3])).status_code == 404


def test_the_wave_fits_on_one_sheet(wave):
    made = Client().get(reverse("surveys:wave-sheet", args=["market", wave.number])).content
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page/") + made.count(b"/Type /Page ") <= 1


def test_the_second_person_publishes_on_the_page_of_the_figures(wave):
    third = close(factory.WaveFactory(survey=wave.survey, number=3), 40)
    first, second = client_of(Role.DISTRICT_REVIEWER), client_of(Role.DISTRICT_REVIEWER)
    first.post(url("estimate-prepare", third))
    address, button = url("questions-publish", third), "公布全部题目的结果"
    assert button not in first.get(url("estimate-list", third)).content.decode()
    assert first.post(address).status_code == 403
    assert button in second.get(url("estimate-list", third)).content.decode()
    assert second.post(address).status_code == 302
    assert page_of(third).count('class="answer-bars"') == QUESTIONS
