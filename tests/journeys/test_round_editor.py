"""An editor without training, on an empty portal: a campaign with a film, a pasted table, its events and a call to a
survey, for a given hour; a second person approves it from what waits; then it goes to WeChat and to the notice board."""

import contextlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import TimeoutError as TooLate

from portal.clock import DISTRICT
from tests.journeys.conftest import DESK
from tests.journeys.files import upload
from tests.journeys.presses import press

SITE = "天宁区无废城市公众参与平台"
SURVEY_PAGE, CAMPAIGN, EVENT = "演示：您怎么看无废城市", "演示：旧衣新生月", "演示：旧衣回收摆摊"
PRESSES = 6
PLAYS = """() => new Promise((done) => {
    const film = document.querySelector("video");
    film.preload = "metadata";
    film.onloadedmetadata = () => done(film.duration);
    film.onerror = () => done(-1);
    film.load();
})"""
FILM = Path(__file__).parents[1] / "portal" / "evidence" / "films" / "made.mp4"
ADDRESS = "/campaigns/演示旧衣新生月/"


def submitted(page) -> None:
    """Ask the second person."""
    page.locator("button[name=action-submit]").click()
    try:
        page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))
    except TooLate as late:
        raise AssertionError(f"{page.url}: {page.locator('body').inner_text()}") from late


def approved(page, title) -> None:
    """The second person opens it from what waits, reads all that it says, and makes it public."""
    page.goto("/account/tasks/")
    press(page.get_by_role("link", name=re.compile(title)).first)
    page.get_by_role("heading", name="新页面：全部内容").wait_for()
    page.get_by_role("button", name="通过并发布").click()
    page.wait_for_url(re.compile("/cms/second-person/$"))


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


def film(page, number) -> None:
    """A film and the picture before it starts, both from the editor's own machine."""
    add_block(page, "视频")
    page.locator(f"[name=body-{number}-value-title]").fill("演示：旧衣去了哪里")
    chosen(page, "film", FILM)
    chosen(page, "picture", upload("旧衣回收箱.jpg"), words="演示：街边的旧衣回收箱")
    page.locator(f"[name=body-{number}-value-without_speech]").check()


def chosen(page, field, file, words="") -> None:
    """`words`: what a picture shows, without which it is not taken."""
    page.locator(f"[data-contentpath={field}] button[data-chooser-action-choose]").last.click()
    page.locator(".modal [role=tab]", has_text="上传").click()
    page.locator(".modal input[name$=upload-title]").fill(f"演示：{field}")
    page.locator(".modal input[type=file]").set_input_files(file)
    if words:
        page.locator(".modal [name$=upload-description]").fill(words)
    page.locator(".modal #tab-upload [type=submit]").click()
    page.locator(".modal").wait_for(state="detached")


def table(page, number) -> None:
    add_block(page, "表格")
    page.locator(f"[name=body-{number}-value-caption]").fill("演示：各板块回收箱")
    page.locator(f"textarea[name=body-{number}-value-rows]").fill("板块\t回收箱\n红梅街道\t35\n兰陵街道\t25")


def copied(page) -> str:
    """What lies on the clipboard, as an editor of official accounts takes it."""
    page.get_by_role("button", name="复制文章").click()
    page.get_by_text("已复制").wait_for()
    read = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    return page.evaluate(read)


def taken_further(page) -> None:
    """The editor is told that it was approved, and takes it to WeChat and to the notice board."""
    page.goto("/account/tasks/")
    press(page.get_by_role("link", name=re.compile(f"已通过审核.*{CAMPAIGN}|{CAMPAIGN}.*已通过审核")))
    html = copied(page)
    assert "style=" in html
    assert "class=" not in html
    assert "红梅街道" in html
    with page.expect_download() as sheet:
        page.get_by_role("link", name=re.compile("A3")).click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")


def survey_page(page) -> None:
    new_page_under(page, [SITE], "调查页面")
    page.locator("#id_title").fill(SURVEY_PAGE)
    page.locator("#id_summary").fill("演示：十三个问题，约三分钟，不用登录。")
    page.locator("#id_survey").select_option(label=open_survey(page))
    submitted(page)


def open_survey(page) -> str:
    return next(text for text in page.locator("#id_survey option").all_inner_texts() if "（开放）" in text)


def campaign_page(page, shot) -> datetime:
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
    film(page, 2)
    table(page, 3)
    shot(page, "editor-campaign-1280")
    hour = (datetime.now(UTC) + timedelta(seconds=100)).replace(second=0, microsecond=0)
    scheduled(page, hour)
    page.locator("button[name=action-submit]").click()
    page.get_by_text("摘要是空的").first.wait_for()
    shot(page, "editor-finding-1280")
    page.locator("#id_summary").fill("演示：把不穿的衣服交给回收箱。")
    submitted(page)
    return hour


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
    editor = person("editor", then="/cms/", viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    shot(editor, "editor-cms-1280")
    second = person("administrator", then="/cms/", viewport=DESK)
    survey_page(editor)
    approved(second, SURVEY_PAGE)
    hour = campaign_page(editor, shot)
    approved(second, CAMPAIGN)
    goes_live(server, page, hour)
    taken_further(editor)
    plan_event(person("officer-hongmei", then="/events/plan/"))

    page.wait_for_timeout(3500)
    page.goto(ADDRESS)
    assert page.locator("h1").inner_text() == CAMPAIGN
    card = page.get_by_role("link", name=SURVEY_PAGE)
    assert page.get_by_role("link", name=EVENT).is_visible()
    assert page.get_by_role("cell", name="兰陵街道").is_visible()
    assert page.evaluate(PLAYS) > 0
    axe(page)
    shot(page, "editor-published-360")
    card.first.click()
    page.locator("form[data-survey]").wait_for()
    assert page.locator("form[data-survey]").count() == 1
