"""Answering through the pages: SUB-01, SUB-06, SUR-05, SUR-06, anonymity of what is stored."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import STAFF_ROLES, Role
from surveys.enums import Channel, Tier, WaveState
from surveys.models import Response
from tests.factories import surveys as factory
from tests.factories.accounts import UserFactory
from tests.surveys.keys import new_key

EARLIER = factory.NOW - timedelta(minutes=5)


def address(wave):
    return reverse("surveys:survey-answer", args=[wave.survey.slug])


def form(wave, **changes):
    return {"key": new_key(wave, EARLIER), **factory.posted(**changes)}


@pytest.fixture
def client():
    return Client(headers={"sec-fetch-site": "same-origin"})


def test_form_shows_all_questions_the_notice_and_the_marks(client, wave):
    page = client.get(address(wave)).content.decode()
    assert page.count('data-step="') == 13
    assert all(mark in page for mark in ("天无废 1 表", "天宁区生态环境局", "天统备〔2026〕1 号", "2027-11-24"))
    assert "天宁区无废城市建设工作专班" in page
    assert page.index("privacy-title") < page.index("data-step=")
    assert "checked" not in page


def test_form_is_in_english_under_en(client, wave):
    page = client.get(f"/en{address(wave)}").content.decode()
    assert "Have you heard of the “zero-waste city”?" in page
    assert "您听说过" not in page


def test_form_needs_no_cookie_and_sets_none(client, wave):
    assert not client.get(address(wave)).cookies
    assert not client.post(address(wave), form(wave)).cookies


def test_query_count_of_the_form_and_none_while_its_drawing_is_kept(client, wave, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(4):
        first = client.get(address(wave)).content
    with django_assert_num_queries(0):
        second = client.get(address(wave)).content
    keys = [re.search(rb'name="key" value="([^"]+)"', page)[1] for page in (first, second)]
    assert keys[0] != keys[1]
    assert first.replace(keys[0], b"") == second.replace(keys[1], b"")
    assert b"--unique--" not in first + second


def test_kept_drawing_ends_with_the_window_and_is_not_for_who_is_signed_in(client, wave, monkeypatch):
    client.get(address(wave))
    monkeypatch.setattr("surveys.views.respond.now", lambda: wave.closes_at)
    assert "目前不接受" in client.get(address(wave)).content.decode()
    monkeypatch.setattr("surveys.views.respond.now", lambda: factory.NOW)
    client.force_login(factory.staff(Role.STREET_OFFICER))
    page = client.get(address(wave))
    assert "data-submit" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_proxy_that_fills_in_gets_the_drawing_and_may_keep_it(client, wave):
    page = client.get(address(wave), headers={"x-proxy-fills-forms": "1"})
    assert b"--opened--!--unique--" in page.content
    assert page["X-Accel-Expires"] == "10"
    assert "X-Accel-Expires" not in client.get(address(wave))


def test_receipt_of_one_shows_nothing_of_another(client, wave, django_assert_num_queries):
    first, second = factory.answered(wave, 2)
    pages = []
    for row, queries in ((first, 2), (second, 1)):
        with django_assert_num_queries(queries):
            pages.append(client.get(reverse("surveys:survey-receipt", args=[row.reference])).content.decode())
    assert first.reference in pages[0]
    assert first.reference not in pages[1]
    assert pages[0].replace(first.reference, second.reference) == pages[1]


def test_sub_01_answer_is_stored_once_and_leads_to_its_receipt(client, wave):
    filled = form(wave)
    first, second = client.post(address(wave), filled), client.post(address(wave), filled)
    row = Response.objects.get()
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"] == reverse("surveys:survey-receipt", args=[row.reference])
    assert row.answers == factory.answers()
    assert row.area.code == "hongmei"
    assert (row.channel, row.tier) == (Channel.OPEN, Tier.OPEN)
    receipt = client.get(first["Location"]).content.decode()
    assert row.reference in receipt


def test_back_and_resubmit_with_other_answers_is_told_and_the_person_decides(client, wave):
    filled = form(wave)
    client.post(address(wave), filled)
    again = client.post(address(wave), filled | {"q_overall": ["dissatisfied"]})
    page = again.content.decode()
    kept = Response.objects.get()
    assert again.status_code == 409
    assert kept.answers["overall"] == ["satisfied"]
    assert kept.reference in page
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    assert key != filled["key"]
    assert client.post(address(wave), filled | {"q_overall": ["dissatisfied"], "key": key}).status_code == 302
    assert sorted(row.answers["overall"] for row in Response.objects.all()) == [["dissatisfied"], ["satisfied"]]


def test_late_repeat_still_learns_its_reference(client, wave):
    filled = form(wave)
    reference = client.post(address(wave), filled)["Location"]
    wave.state = WaveState.CLOSED
    wave.save()
    assert client.post(address(wave), filled)["Location"] == reference
    assert client.post(address(wave), form(wave)).status_code == 409
    assert Response.objects.count() == 1


def test_row_holds_nothing_that_tells_who_or_when(wave):
    assert {field.column for field in Response._meta.get_fields() if hasattr(field, "column")} == {
        "id",
        "reference",
        "wave_id",
        "version_id",
        "key_digest",
        "area_id",
        "community_id",
        "place_id",
        "part_id",
        "mode",
        "channel",
        "tier",
        "answers",
        "batch",
    }


def test_under_14_ends_and_nothing_is_stored(client, wave):
    page = client.post(address(wave), form(wave, age="under_14"))
    assert page.status_code == 200
    assert "14 岁及以上" in page.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_sur_05_staff_see_the_form_and_cannot_answer(client, wave, role):
    client.force_login(factory.staff(role))
    assert "data-submit" not in client.get(address(wave)).content.decode()
    refused = client.post(address(wave), form(wave))
    assert refused.status_code == 403
    assert "工作人员" in refused.content.decode()
    assert not Response.objects.exists()


def test_residents_and_unit_members_may_answer_signed_in(client, wave):
    user = UserFactory()
    client.force_login(user)
    assert client.post(address(wave), form(wave)).status_code == 302
    assert Role.RESIDENT not in STAFF_ROLES


def test_sur_05_nothing_is_preselected_by_a_link(client, wave):
    page = client.get(f"{address(wave)}?q_overall=satisfied&overall=satisfied").content.decode()
    assert "checked" not in page
    assert "selected" not in page


def test_missing_answers_are_named_and_what_was_given_is_kept(client, wave):
    filled = form(wave, overall=None, wish="多设回收点")
    page = client.post(address(wave), filled)
    body = page.content.decode()
    assert page.status_code == 400
    assert '<a href="#q_overall">' in body
    assert "多设回收点" in body
    assert body.count(" checked") == 11
    assert filled["key"] in body
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"q_salary": "1"},
        {"salary": "1"},
        {"q_overall": "delighted"},
        {"q_overall": ["satisfied", "dissatisfied"]},
        {"q_wish": "字" * 350_000},
        {f"q_{index}": "1" for index in range(900)},
        {f"q_{index}": "1" for index in range(2000)},
        {"q_channels": ["nowhere", "press"]},
        {"q_home": "atlantis"},
    ],
    ids=["foreign", "bare", "unoffered", "two", "megabyte", "900", "2000", "exclusive", "place"],
)
def test_sur_06_what_the_form_does_not_offer_is_refused(client, wave, changes):
    assert client.post(address(wave), form(wave) | changes).status_code in {400, 413}
    assert not Response.objects.exists()


def test_sur_06_hidden_branch_is_refused(client, db):
    wave = factory.WaveFactory(survey__slug="organisation", survey__questionnaire_code="organisation")
    factory.AreaFactory()
    filled = {
        "key": new_key(wave, EARLIER),
        "q_group": "enterprise",
        "q_home": "hongmei",
        "q_actions": "sorting",
        "q_overall": "satisfied",
    }
    assert client.post(address(wave), filled | {"q_hindrance": "unaware"}).status_code == 400
    assert client.post(address(wave), filled).status_code == 302


def test_closed_survey_says_so(client, wave):
    wave.closes_at = factory.NOW
    wave.save()
    page = client.get(address(wave)).content.decode()
    assert "目前不接受" in page
    assert "<form id" not in page


def test_planned_survey_is_not_there_yet(client, db):
    planned = factory.WaveFactory(state=WaveState.PLANNED)
    assert client.get(address(planned)).status_code == 404


def test_lookup_shows_that_it_arrived_and_no_answers(client, wave):
    (row,) = factory.answered(wave, wish="不要公开这句话")
    lookup = reverse("surveys:receipt-lookup")
    found = client.get(lookup, {"reference": row.reference.lower().replace("-", "")}).content.decode()
    assert "已经收到" in found
    assert "不要公开这句话" not in found
    assert "没有收到" in client.get(lookup, {"reference": "ZZZZ-ZZZZ"}).content.decode()
    assert client.get(reverse("surveys:survey-receipt", args=["ZZZZ-ZZZZ"])).status_code == 404
