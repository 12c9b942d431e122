"""Telephone and paper through the pages."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Mode, Tier, WaveState
from surveys.models import Call, Keying, PaperBatch, Response
from tests.factories import surveys as factory
from tests.surveys.keys import new_key


@pytest.fixture
def officer(db):
    return factory.staff(Role.STREET_OFFICER)


@pytest.fixture
def client(client, officer):
    client.force_login(officer)
    return client


def url(name, wave, *rest):
    return reverse(f"surveys:{name}", args=[wave.public_id, *rest])


def test_interview_by_telephone_is_an_answer_and_a_complete_call(client, wave):
    page = client.get(url("call-make", wave)).content.decode()
    assert "电话访问" in page
    reply = client.post(url("call-make", wave), {"key": new_key(wave, factory.NOW), **factory.posted()})
    assert reply["Location"].endswith("?entered=telephone")
    row = Response.objects.get()
    assert (row.mode, row.tier) == (Mode.TELEPHONE, Tier.ASSISTED)
    assert Call.objects.get().outcome == "1.1"
    assert url("call-make", wave) in client.get(reply["Location"]).content.decode()


def test_call_without_an_interview_is_noted_and_shows_in_the_rates(client, wave):
    assert client.post(url("call-make", wave), {"outcome": "2.11"}).status_code == 302
    assert client.post(url("call-make", wave), {"outcome": "9.9"}).status_code == 400
    assert Call.objects.get().outcome == "2.11"
    shown = client.get(url("fieldwork-detail", wave)).content.decode()
    assert "2.11" in shown
    assert "应答率（RR1）" in shown


def test_no_call_after_the_window(client, wave):
    wave.state = WaveState.CLOSED
    wave.save()
    assert "目前不接受" in client.get(url("call-make", wave)).content.decode()
    assert client.post(url("call-make", wave), {"outcome": "2.11"}).status_code == 409


def test_reviewers_hold_no_telephone(client, wave):
    client.force_login(factory.staff(Role.DISTRICT_REVIEWER))
    assert client.get(url("call-make", wave)).status_code == 403


def test_paper_form_prints_all_questions_and_the_marks(client, wave):
    page = client.get(url("paper-form", wave)).content.decode()
    assert page.count('<li value="') == 13
    assert "天统备〔2026〕1 号" in page


def stack(client, wave, area, sheets=1):
    reply = client.post(url("paper-list", wave), {"area": area.pk, "label": "活动室", "sheets": sheets})
    batch = PaperBatch.objects.get()
    assert reply["Location"] == url("paper-detail", wave, batch.public_id)
    return batch


def test_a_stack_from_keying_to_answers(client, wave, officer):
    area = factory.AreaFactory()
    assert client.post(url("paper-list", wave), {"area": area.pk}).status_code == 400
    batch = stack(client, wave, area)
    key, detail = url("paper-key", wave, batch.public_id, 1), url("paper-detail", wave, batch.public_id)
    assert key in client.get(detail).content.decode()
    assert "<script" not in client.get(key).content.decode().partition("portal.js")[2].partition("</script>")[2]
    assert client.post(key, factory.posted(overall="delighted")).status_code == 400
    assert client.post(key, factory.posted(wish="多设站点", lamp=None))["Location"] == detail
    assert "另一位" in client.get(detail).content.decode()
    client.post(key, factory.posted())
    assert Keying.objects.count() == 1

    client.force_login(factory.staff(Role.STREET_OFFICER))
    client.post(key, factory.posted(overall="unclear", wish="多设站点", lamp=None))
    settle = url("paper-settle", wave, batch.public_id, 1)
    assert settle in client.get(detail).content.decode()
    page = client.get(settle).content.decode()
    assert "不清楚" in page
    assert client.post(settle, {"overall": "third"}).status_code == 400
    assert client.post(settle, {"overall": "second"})["Location"] == detail
    client.post(detail)
    row = Response.objects.get()
    assert (row.mode, row.answers["overall"], row.answers["wish"]) == (Mode.PAPER, ["unclear"], ["多设站点"])
    assert "lamp" not in row.answers
    assert "1 项不一致" in client.get(detail).content.decode()
    assert client.get(settle)["Location"] == detail


def test_settling_may_find_that_nothing_stands_on_the_paper(client, wave, officer):
    batch = stack(client, wave, factory.AreaFactory())
    key = url("paper-key", wave, batch.public_id, 1)
    client.post(key, factory.posted(wish="甲", overall=None))
    client.force_login(factory.staff(Role.STREET_OFFICER))
    client.post(key, factory.posted(wish="乙"))
    settle = url("paper-settle", wave, batch.public_id, 1)
    assert "纸上没有作答" in client.get(settle).content.decode()
    client.post(settle, {"wish": "neither", "overall": "first"})
    client.post(url("paper-detail", wave, batch.public_id))
    assert {"wish", "overall"}.isdisjoint(Response.objects.get().answers)


def test_where_both_keyed_wrong_the_whole_sheet_is_read_once_more(client, wave):
    batch = stack(client, wave, factory.AreaFactory())
    key = url("paper-key", wave, batch.public_id, 1)
    client.post(key, factory.posted(overall="satisfied"))
    client.force_login(factory.staff(Role.STREET_OFFICER))
    client.post(key, factory.posted(overall="dissatisfied"))
    again = url("paper-reread", wave, batch.public_id, 1)
    assert again in client.get(url("paper-settle", wave, batch.public_id, 1)).content.decode()
    assert client.get(again).status_code == 200
    assert client.post(again, factory.posted(overall="nothing like it")).status_code == 400
    client.post(again, factory.posted(overall="unclear"))
    client.post(url("paper-detail", wave, batch.public_id))
    assert Response.objects.get().answers["overall"] == ["unclear"]
    assert client.get(again).status_code == 302


def test_who_is_not_meant_counts_as_an_empty_sheet(client, wave):
    batch = stack(client, wave, factory.AreaFactory())
    client.post(url("paper-key", wave, batch.public_id, 1), factory.posted(age="under_14"))
    assert Keying.objects.get().answers == {}


def test_entering_too_early_says_why(client, wave):
    batch = stack(client, wave, factory.AreaFactory(), sheets=2)
    page = client.post(url("paper-detail", wave, batch.public_id), follow=True).content.decode()
    assert "还没有全部录入两遍" in page


def test_stacks_of_another_street_are_not_shown(client, wave):
    batch = stack(client, wave, factory.AreaFactory())
    client.force_login(factory.staff(Role.STREET_OFFICER, factory.AreaFactory(code="chashan", name="茶山街道")))
    assert client.get(url("paper-detail", wave, batch.public_id)).status_code == 404
    assert client.post(url("paper-detail", wave, batch.public_id)).status_code == 404
    assert "活动室" not in client.get(url("paper-list", wave)).content.decode()
