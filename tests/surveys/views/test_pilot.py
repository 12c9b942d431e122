"""The pages of a pilot: what its form says, what it notes, what stands for staff, and that the public sees no result."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import WaveState
from surveys.manifest import MANIFEST
from surveys.models import PilotVisit
from tests.factories import surveys as factory
from tests.factories.own_survey import answered_own, own_wave
from tests.surveys.views.test_work import client_of, url

NOTE = {"word": "0123456789abcdef", "question": "tidy", "seconds": 45}


@pytest.fixture
def pilot(db):
    factory.CommunityFactory()
    return own_wave(number=1, is_pilot=True)


def note(wave, client=None, **changes):
    headers = {"Sec-Fetch-Site": changes.pop("site", "same-origin")}
    return (client or Client()).post(url("pilot-visit", wave), NOTE | changes, headers=headers)


def test_the_form_says_so_and_loads_its_script(pilot):
    page = Client().get("/surveys/market/").content.decode()
    assert "这次是试填。" in page
    assert f'data-pilot="{url("pilot-visit", pilot)}"' in page
    assert "js/pilot." in page
    assert "在您点“提交”之前" not in page


def test_the_form_of_a_real_wave_says_and_loads_nothing_of_it(db):
    factory.CommunityFactory()
    own_wave(number=1)
    page = Client().get("/surveys/market/").content.decode()
    assert "试填" not in page
    assert "data-pilot" not in page
    assert "js/pilot." not in page


def test_a_note_is_taken_without_cookie(pilot):
    answer = note(pilot)
    assert (answer.status_code, dict(answer.cookies)) == (204, {})
    assert note(pilot, question="score", seconds=50, is_sent="on").status_code == 204
    assert list(PilotVisit.objects.values_list("question", "seconds", "is_sent")) == [("score", 50, True)]


@pytest.mark.parametrize(
    "changes", [{"word": "short"}, {"word": "<" * 20}, {"question": "none"}, {"seconds": -1}, {"site": "cross-site"}]
)
def test_what_is_no_note_of_ours_is_not_taken(pilot, changes):
    assert note(pilot, **changes).status_code == 404
    assert not PilotVisit.objects.exists()


def test_a_real_wave_takes_no_notes(db):
    wave = factory.WaveFactory(survey=factory.SurveyFactory(), number=1)
    assert note(wave).status_code == 404


def test_staff_leave_no_traces_in_it(pilot):
    assert note(pilot, client_of(Role.STREET_OFFICER)).status_code == 403
    page = client_of(Role.DISTRICT_ADMINISTRATOR).get("/surveys/market/").content.decode()
    assert "data-pilot" not in page


def test_the_district_sees_question_by_question_and_a_street_does_not(pilot):
    answered_own(pilot, 12)
    note(pilot)
    page = client_of(Role.DISTRICT_ADMINISTRATOR).get(url("fieldwork-detail", pilot)).content.decode()
    assert "试填情况" in page
    assert "市场整洁吗？" in page
    assert "1\n" in page
    assert url("estimate-list", pilot) not in page
    officer = client_of(Role.STREET_OFFICER).get(url("fieldwork-detail", pilot)).content.decode()
    assert "试填：正在试用这份问卷" in officer
    assert "逐题情况" not in officer


def test_the_public_finds_no_result_and_no_file_of_it(pilot):
    answered_own(pilot, 40)
    pilot.state = WaveState.CLOSED
    pilot.save()
    page = Client().get("/surveys/market/waves/1/").content.decode()
    assert "这一期是试填" in page
    assert "数字正在复核" not in page
    for name in ("wave-sheet", "answers-table"):
        assert Client().get(reverse(f"surveys:{name}", args=["market", 1])).status_code == 404
    assert "/surveys/market/waves/1/" not in Client().get("/surveys/").content.decode()
    (results,) = [pages for pages in MANIFEST.public if pages.name == "results"]
    assert list(results.rows()) == []


def test_no_answers_leave_as_a_file(pilot):
    pilot.state = WaveState.CLOSED
    pilot.save()
    client = client_of(Role.DISTRICT_REVIEWER)
    assert "试填的答卷不导出任何文件" in client.get(url("data-export", pilot)).content.decode()
    assert client.post(url("data-export", pilot), {"format": "csv", "reason": "试"}).status_code == 409
