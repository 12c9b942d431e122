"""What is asked of a page before it goes to the second person."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.images.tests.utils import get_test_image_file

from campaigns.models import CampaignPage
from portal.cms.models import PortalImage
from portal.cms.validators import findings, personal_data
from portal.home.models import StandardPage
from surveys.enums import WaveState
from surveys.models import SurveyPage
from tests.factories.surveys import WaveFactory

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请联系张女士13812345678报名", ["13812345678"]),
        ("电话 138 1234 5678", ["138 1234 5678"]),
        ("身份证32040219900101123X", ["32040219900101123X"]),
        ("办公电话0519-86900000，邮编213000", []),
        ("编号 138123456789", []),
        ("活动编号20261124", []),
        ('"id": "7b0d6a2e-1234-4abc-9def-138123456780"', []),
        ("", []),
    ],
)
def test_numbers_of_persons_are_noticed_and_those_of_offices_are_not(text, found):
    assert personal_data(text) == found


@given(st.text(alphabet="汉字 ，。年月日元吨", max_size=60))
def test_plain_words_hold_no_personal_data(text):
    assert personal_data(text) == []


@pytest.fixture
def picture(db):
    def make(**said):
        return PortalImage.objects.create(title="合影", file=get_test_image_file(), **said)

    return make


def codes(page, now):
    return [finding.code for finding in findings(page, now)]


def test_a_page_in_order_is_asked_nothing(picture, now):
    cover = picture(description="居民在分类亭前", shows_people=True, people_agreed=True)
    assert codes(StandardPage(title="说明", summary="一句话", cover=cover), now) == []


def test_each_mistake_has_its_code(picture, now):
    page = StandardPage(title="说明", cover=picture(shows_people=True))
    page.body = [("image", {"image": picture(description="宣传栏"), "caption": "王师傅13812345678"})]
    assert codes(page, now) == ["summary", "personal", "consent", "alt"]
    assert "13812345678" not in findings(page, now)[1].words


def test_a_campaign_that_will_be_over_is_named(db, now):
    page = CampaignPage(title="周", summary="一句", starts_on=dt.date(2026, 11, 1), ends_on=dt.date(2026, 11, 30))
    assert codes(page, now) == []
    page.go_live_at = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    assert codes(page, now) == ["past"]


def test_a_link_to_a_closed_survey_or_a_draft_is_named(site, now):
    wave = WaveFactory(state=WaveState.CLOSED)
    survey = site.add_child(instance=SurveyPage(title="问卷", survey=wave.survey))
    draft = site.add_child(instance=StandardPage(title="草稿", live=False))
    page = StandardPage(title="说明", summary="一句话")
    page.body = [("featured_pages", {"title": "", "pages": [survey, draft]})]
    assert codes(page, now) == ["link", "link"]
    wave.state, wave.opens_at, wave.closes_at = WaveState.OPEN, now - dt.timedelta(1), now + dt.timedelta(1)
    wave.save()
    assert [finding.words for finding in findings(page, now)] == ["文中链接的“草稿”尚未公开。"]
