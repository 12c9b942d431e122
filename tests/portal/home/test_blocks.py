"""What an editor combines on a campaign: gallery, questions, a figure of the board; each drawn as it should."""

import datetime as dt
from decimal import Decimal

import pytest
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from campaigns.models import CampaignIndexPage, CampaignPage
from portal.cms.models import PortalImage
from portal.home.models import FigurePage
from tests.factories.board import IndicatorFactory, ObservationFactory

pytestmark = pytest.mark.django_db


def campaign(site, body) -> CampaignPage:
    index = CampaignIndexPage.objects.get(locale=site.locale)
    page = CampaignPage(title="专题", slug="c", summary="摘要", starts_on=dt.date(2026, 11, 1), body=body)
    return index.add_child(instance=page)


def test_a_gallery_shows_words_for_each_picture_and_questions_open_without_scripts(client, site):
    image = PortalImage.objects.create(title="图", description="分类亭前", file=get_test_image_file())
    picture = {"image": image, "caption": "<b>说明</b>"}
    items = [{"question": "几点开放", "answer": RichText("<p>八点</p>")}]
    campaign(
        site, [("gallery", {"title": "现场", "pictures": [picture]}), ("questions", {"title": "问答", "items": items})]
    )
    page = client.get("/campaigns/c/").content.decode()
    assert 'alt="分类亭前"' in page
    assert "&lt;b&gt;说明&lt;/b&gt;" in page
    assert page.index("<summary>") < page.index("几点开放") < page.index("八点")


@pytest.mark.parametrize(("value", "words"), [(Decimal(3), "3 个"), (None, "尚无数据")])
def test_a_figure_of_the_board_stands_on_a_campaign_as_it_is_today(client, site, value, words):
    indicator = IndicatorFactory(number=41, name="无废细胞数量", unit="个", target_value=Decimal(10), baseline_text="")
    if value is not None:
        ObservationFactory(indicator=indicator, period="2026-Q4", value=value)
    figure = site.add_child(instance=FigurePage(title="无废细胞", slug="figure", indicator=indicator))
    campaign(site, [("featured_pages", {"title": "", "pages": [figure]})])
    page = client.get("/campaigns/c/").content.decode()
    assert words in page
    assert 'href="/board/2022-2025/41/"' in page
    assert client.get("/figure/").headers["Location"] == "/board/2022-2025/41/"
