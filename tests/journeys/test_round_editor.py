"""An editor builds a campaign with its events and a call to a survey, for a given hour; a second person approves it."""

import contextlib
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as TooLate

from portal.clock import DISTRICT
from tests.journeys.conftest import DESK

SITE = "天宁区无废城市公众参与平台"
SURVEY_PAGE, CAMPAIGN, EVENT = "演示：您怎么看无废城市", "演示：旧衣新生月", "演示：旧衣回收摆摊"
PRESSES = 6
ADDRESS = "/campaigns/演示旧衣新生月/"


def submitted(page) -> str:
    """Ask the second person; the address of the page's form, as the message after it gives it."""
    page.locator("button[name=action-submit]").click()
    try:
        page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))
    except TooLate as late:
        raise AssertionError(f"{page.url}: {page.locator('body').inner_text()}") from late
    link = page.locator(".messages .success a").last.get_attribute("href")
    return urlsplit(link).path


def approved(page, form) -> None:
    """The second person reads the page and makes it public."""
    page.goto(form)
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])").first.click()
    page.wait_for_url(re.compile(r"/cms/(pages/\d+/)?$"))
    assert page.locator(".messages .success").count()


def scheduled(page, moment) -> None:
    """The draft is saved with the hour at which it shall go live."""
    page.locator("[data-side-panel-toggle=status]").first.click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    page.locator("#id_go_live_at").fill(moment.astimezone(DISTRICT).strftime("%Y-%m-%d %H:%M"))
    # The field's calendar lies over the button.
    page.locator("#schedule-publishing-dialog button.action-save").dispatch_event("click")
    page.wait_for_url(re.compile(r"/edit/"))


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
    return submitted(page)


def open_survey(page) -> str:
    return next(text for text in page.locator("#id_survey option").all_inner_texts() if "（开放）" in text)


def campaign_page(page, shot) -> tuple[str, datetime]:
    """An untrained editor forgets the summary, is told so in words, and mends it."""
    new_page_under(page, [SITE, "主题活动"], "专题")
    page.locator("#id_title").fill(CAMPAIGN)
    page.locator("#id_starts_on").fill("2026-11-01")
    page.locator("#id_ends_on").fill("2026-12-31")
    page.keyboard.press("Escape")
    add_block(page, "活动列表")
    page.locator("[name=body-0-value-title]").fill("演示：近期活动")
    add_block(page, "推荐页面")
    page.locator("[name=body-1-value-title]").fill("演示：说说您的看法")
    choose_page(page, SURVEY_PAGE)
    shot(page, "editor-campaign-1280")
    hour = (datetime.now(UTC) + timedelta(seconds=100)).replace(second=0, microsecond=0)
    scheduled(page, hour)
    page.locator("button[name=action-submit]").click()
    page.get_by_text("摘要是空的").first.wait_for()
    shot(page, "editor-finding-1280")
    page.locator("#id_summary").fill("演示：把不穿的衣服交给回收箱。")
    return submitted(page), hour


def choose_page(page, title):
    if not page.locator("[data-contentpath=pages] button[data-chooser-action-choose]").count():
        page.locator("[data-contentpath=pages] button.c-sf-add-button").last.click()
    opened_chooser(page).fill(title)
    page.locator(".modal").get_by_role("link", name=title).first.click()
    page.locator(".modal").wait_for(state="detached")


def opened_chooser(page):
    """The search of the chooser; a press before Wagtail's script has taken the new button in hand goes nowhere."""
    search = page.locator(".modal input[name=q]")
    for _ in range(PRESSES):
        page.locator("[data-contentpath=pages] button[data-chooser-action-choose]").last.click()
        with contextlib.suppress(TooLate):
            search.wait_for(timeout=5000)
            break
    return search


def plan_event(page):
    """The street puts an event of its own under the campaign."""
    page.locator("#id_title").fill(EVENT)
    page.locator("label:has(input[name=type][value=stall])").click()
    page.locator("#id_day").fill("2026-12-01")
    page.locator("details.event-details summary").click()
    page.locator("[name=campaign]").select_option(label=CAMPAIGN)
    page.locator(".event-form .actions button").click()
    page.wait_for_url(re.compile("/receipt/"))


def goes_live(server, page, hour) -> None:
    """Not before its hour; then the portal's own clock publishes it."""
    assert page.goto(ADDRESS).status == 404 or datetime.now(UTC) >= hour
    page.wait_for_timeout(max((hour - datetime.now(UTC)).total_seconds() + 1, 0) * 1000)
    server.manage("publish_scheduled")
    page.wait_for_timeout(3500)  # as long as a page that is kept may be old
    assert page.goto(ADDRESS).status == 200


def test_campaign_with_events_and_a_call_to_a_survey(person, page, axe, shot, server, watch):
    watch.expect("404")
    editor = person("editor", then="/cms/", viewport=DESK)
    shot(editor, "editor-cms-1280")
    second = person("administrator", then="/cms/", viewport=DESK)
    approved(second, survey_page(editor))
    form, hour = campaign_page(editor, shot)
    second.goto("/cms/")
    assert second.get_by_role("link", name=CAMPAIGN).first.is_visible()
    approved(second, form)
    goes_live(server, page, hour)
    plan_event(person("officer-hongmei", then="/events/plan/"))

    page.wait_for_timeout(3500)
    page.goto(ADDRESS)
    assert page.locator("h1").inner_text() == CAMPAIGN
    card = page.get_by_role("link", name=SURVEY_PAGE)
    assert page.get_by_role("link", name=EVENT).is_visible()
    axe(page)
    shot(page, "editor-published-360")
    card.first.click()
    page.locator("form[data-survey]").wait_for()
    assert page.locator("form[data-survey]").count() == 1
