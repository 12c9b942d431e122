"""An editor publishes a campaign with its events and a call to a survey; anyone reads it at its address."""

import re
from urllib.parse import unquote, urlsplit

from tests.journeys.conftest import DESK

SITE = "天宁区无废城市公众参与平台"
SURVEY_PAGE, CAMPAIGN, EVENT = "演示：您怎么看无废城市", "演示：旧衣新生月", "演示：旧衣回收摆摊"


def published(page) -> str:
    """The address of what was just published, as the message after it gives it."""
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))
    link = page.locator(".messages .success a").first.get_attribute("href")
    return urlsplit(link).path


def add_block(page, name):
    page.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def new_page_under(page, way, kind):
    """Down the explorer, as an editor goes, then one of the kinds that are offered there."""
    page.goto("/cms/pages/")
    for title in way:
        row = page.locator("main tr", has=page.get_by_role("link", name=title, exact=True)).first
        page.goto(re.sub(r"edit/$", "", row.locator("a[href*='/cms/pages/']").first.get_attribute("href")))
    page.goto(f"{page.url.partition('?')[0]}add_subpage/")
    # Where only one kind is offered, its form opens at once.
    if page.url.endswith("/add_subpage/"):
        page.locator("main").get_by_role("link", name=kind, exact=True).first.click()
    page.locator("#id_title").wait_for()


def survey_page(page) -> str:
    new_page_under(page, [SITE], "调查页面")
    page.locator("#id_title").fill(SURVEY_PAGE)
    page.locator("#id_summary").fill("演示：十三个问题，约三分钟，不用登录。")
    page.locator("#id_survey").select_option(label=open_survey(page))
    return published(page)


def open_survey(page) -> str:
    return next(text for text in page.locator("#id_survey option").all_inner_texts() if "（开放）" in text)


def campaign_page(page, shot) -> str:
    new_page_under(page, [SITE, "主题活动"], "专题")
    page.locator("#id_title").fill(CAMPAIGN)
    page.locator("#id_summary").fill("演示：把不穿的衣服交给回收箱。")
    page.locator("#id_starts_on").fill("2026-11-01")
    page.locator("#id_ends_on").fill("2026-12-31")
    page.keyboard.press("Escape")
    add_block(page, "活动列表")
    page.locator("[name=body-0-value-title]").fill("演示：近期活动")
    add_block(page, "推荐页面")
    page.locator("[name=body-1-value-title]").fill("演示：说说您的看法")
    choose_page(page, SURVEY_PAGE)
    shot(page, "editor-campaign-1280")
    return published(page)


def choose_page(page, title):
    if not page.locator("[data-contentpath=pages] button[data-chooser-action-choose]").count():
        page.locator("[data-contentpath=pages] button.c-sf-add-button").last.click()
    page.locator("[data-contentpath=pages] button[data-chooser-action-choose]").last.click()
    page.locator(".modal input[name=q]").fill(title)
    page.locator(".modal").get_by_role("link", name=title).first.click()
    page.locator(".modal").wait_for(state="detached")


def plan_event(page):
    """The street puts an event of its own under the campaign."""
    page.locator("#id_title").fill(EVENT)
    page.locator("label:has(input[name=type][value=stall])").click()
    page.locator("#id_day").fill("2026-12-01")
    page.locator("details.event-details summary").click()
    page.locator("[name=campaign]").select_option(label=CAMPAIGN)
    page.locator(".event-form .actions button").click()
    page.wait_for_url(re.compile("/receipt/"))


def test_campaign_with_events_and_a_call_to_a_survey(person, page, axe, shot):
    editor = person("editor", then="/cms/", viewport=DESK)
    shot(editor, "editor-cms-1280")
    survey_page(editor)
    address = campaign_page(editor, shot)
    plan_event(person("officer-hongmei", then="/events/plan/"))

    page.goto(address)
    assert page.locator("h1").inner_text() == CAMPAIGN
    card = page.get_by_role("link", name=SURVEY_PAGE)
    assert page.get_by_role("link", name=EVENT).is_visible()
    axe(page)
    shot(page, "editor-published-360")
    page.goto("/campaigns/")
    assert page.get_by_role("link", name=CAMPAIGN).is_visible()
    axe(page)
    shot(page, "editor-campaigns-360")
    page.goto(unquote(address))
    card.first.click()
    assert page.locator("form[data-survey]").count() == 1
