"""Pages of the demonstration: news, a page for the survey, the story of a cell; all of it says 演示."""

from datetime import timedelta

from wagtail.models import Locale, Page

from campaigns.models import CampaignPage
from cells.models import CellStoryPage, Certificate
from portal.home.models import HomePage, NewsIndexPage, NewsPage
from surveys.models import Survey, SurveyPage

ORDER = 50
NEWS = (
    ("演示：红梅街道启动“无废细胞”申报辅导", "演示消息：街道请两位专家到社区，讲评分细则和材料准备。", 3),
    ("演示：旧衣换绿植活动收集旧衣 210 件", "演示消息：居民把旧衣带到公园，换一盆绿植回家。", 8),
    ("演示：居民调查开始，扫码四分钟答完", "演示消息：问卷不记名，海报贴在两个街道的四个地点。", 5),
)
WORDS = "<p>这是演示内容，用来看页面的样子，不是真实的消息。</p>"


def build(*, people, now) -> None:
    home = HomePage.objects.get(locale=Locale.objects.get(language_code="zh-hans"))
    index = NewsIndexPage.objects.get(locale=home.locale)
    body = [{"type": "paragraph", "value": WORDS}]
    for number, (title, summary, days) in enumerate(NEWS, 1):
        day = now.date() - timedelta(days=days)
        _publish(
            index,
            NewsPage(title=title, slug=f"demo-{number}", summary=summary, published_on=day, source="演示", body=body),
        )
    survey = Survey.objects.get(slug="resident")
    page = SurveyPage(
        title=survey.title, slug="demo-survey", summary="演示：不记名，十三题，大约四分钟。", survey=survey
    )
    _publish(home, page)
    certificate = Certificate.objects.order_by("pk").first()
    story = CellStoryPage(
        title=f"{certificate.holder}怎样少扔一半",
        slug="demo-story",
        summary="演示：从复印纸和一次性杯子做起。",
        body=body,
    )
    story.certificate = certificate
    _publish(home, story)
    _feature(page, story)


def _publish(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()


def _feature(*pages: Page) -> None:
    """The campaign calls to the survey and shows the cell, by nothing but their cards."""
    campaign = CampaignPage.objects.get(slug="demo-zero-waste-home")
    campaign.body.append(("featured_pages", {"title": "一起做", "pages": list(pages)}))
    campaign.save_revision().publish()
