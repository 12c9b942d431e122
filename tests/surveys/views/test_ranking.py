"""Answers put in order, from the form and from paper to the results page and its table."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Mode, WaveState
from surveys.models import PaperBatch, Response
from surveys.operations.estimates import prepare_estimates, publish_questions
from tests.factories import surveys as factory
from tests.factories.own_survey import answered_own, given, own_wave
from tests.surveys.views.test_work import client_of, url


@pytest.fixture
def wave(db):
    factory.CommunityFactory()
    return own_wave(number=1)


def filled(number=0, **places):
    fields = {f"q_{name}": values for name, values in given(number).items() if name != "first"}
    return fields | {f"q_first.{code}": place for code, place in places.items()}


def test_what_does_not_fit_is_named_and_stays_on_the_page(wave):
    page = Client().post("/surveys/market/?send=1", filled(bins="2", hours="2") | {"key": "x"}).content.decode()
    assert "有两项排在同一位。请每一位只排一项。" in page
    assert page.count('<option value="2" selected>') == 2
    page = Client().post("/surveys/market/?send=1", filled(bins="2") | {"key": "x"}).content.decode()
    assert "没有一项排在第 1 位" in page


def test_the_paper_form_has_a_line_before_each_answer(wave):
    page = client_of(Role.DISTRICT_ADMINISTRATOR).get(url("paper-form", wave)).content.decode()
    assert "____ 多设桶" in page
    assert "最多写到 2" in page


def test_two_keyings_of_an_order_are_settled_by_the_paper(wave):
    area = factory.AreaFactory()
    first, second = client_of(Role.STREET_OFFICER, area), client_of(Role.STREET_OFFICER, area)
    first.post(url("paper-list", wave), {"area": area.pk, "label": "活动室", "sheets": 1})
    batch = PaperBatch.objects.get()
    key, detail = (url("paper-key", wave, batch.public_id, 1), url("paper-detail", wave, batch.public_id))
    first.post(key, filled(bins="1", hours="2"))
    second.post(key, filled(bins="2", hours="1"))
    settle = url("paper-settle", wave, batch.public_id, 1)
    page = second.get(settle).content.decode()
    assert "1. 多设桶、2. 延长时间" in page
    assert "1. 延长时间、2. 多设桶" in page
    second.post(settle, {"first": "second"})
    second.post(detail)
    row = Response.objects.get()
    assert (row.mode, row.answers["first"]) == (Mode.PAPER, ["hours", "bins"])
    assert "first.bins" not in row.answers


def test_a_sheet_with_one_place_given_twice_is_kept_as_far_as_it_goes(wave):
    area = factory.AreaFactory()
    client = client_of(Role.STREET_OFFICER, area)
    client.post(url("paper-list", wave), {"area": area.pk, "label": "活动室", "sheets": 1})
    batch = PaperBatch.objects.get()
    client.post(url("paper-key", wave, batch.public_id, 1), filled(bins="1", hours="2", signs="2"))
    assert batch.keyings.get().answers["first"] == ["bins"]


def test_the_results_page_says_what_was_put_first_and_the_mean_place(wave):
    answered_own(wave, 60)
    wave.state = WaveState.CLOSED
    wave.save()
    prepare_estimates(wave=wave, actor=factory.staff(Role.DISTRICT_REVIEWER), now=factory.NOW)
    publish_questions(wave=wave, actor=factory.staff(Role.DISTRICT_REVIEWER), now=factory.NOW)
    page = Client().get("/surveys/market/waves/1/").content.decode()
    assert "排在第一位最多的是“多设桶”：每 100 人中约 67 人；实际多半在" in page
    assert "平均位次（1 为最前），只算排了这一项的人" in page
    assert '<td class="number">1.50</td>' in page  # hours: first of 20, second of 20
    table = Client().get(reverse("surveys:answer-file", args=["market", 1, "first", "csv"]))
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[0][-4:] == ["平均位次", "区间下限", "区间上限", "n"]
    assert [row[7] for row in rows[1:4]] == ["1.0", "1.5", ""]  # signs: 20 people, too few to be told
    english = Client().get("/en/surveys/market/waves/1/").content.decode()
    assert "Most often put first: “bins”, by about 67 in 100 people" in english
