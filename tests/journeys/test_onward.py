"""From an event to the district's channels: a draft in one press, finished, approved on one page, copied for WeChat."""

import re

from tests.journeys.conftest import DESK
from tests.journeys.presses import press

TITLE = "演示：旅程垃圾分类宣讲"


def held_and_verified(officer, reviewer) -> None:
    officer.goto("/events/log/")
    officer.locator("#id_title").fill(TITLE)
    officer.locator("label:has(input[name=type][value=talk])").click()
    officer.locator("#id_people_reached").fill("86")
    officer.locator("label:has(input[name=counting][value=signed_in])").click()
    officer.locator("#id_proof_link").fill("https://example.org/news/onward")
    officer.locator(".event-form .actions button").click()
    officer.wait_for_url(re.compile("/receipt/"))
    reviewer.goto("/events/review/")
    reviewer.get_by_role("checkbox", name=re.compile(TITLE)).check()
    reviewer.get_by_role("button", name="核实所选活动").click()
    reviewer.get_by_role("button", name=re.compile("核实这")).click()
    reviewer.get_by_text("已核实1场活动").wait_for()


def told(officer) -> None:
    """The street's officer makes the draft; a second press makes no second one."""
    officer.goto("/events/mine/?state=verified")
    press(officer.get_by_role("link", name=TITLE).first)
    for _ in range(2):
        officer.get_by_role("button", name="生成新闻草稿").click()
        officer.get_by_text("新闻草稿已生成").wait_for()


def finished(editor) -> None:
    """The editor opens it from what waits, adds a table, and submits it."""
    editor.goto("/account/tasks/")
    press(editor.get_by_role("link", name=re.compile("完善新闻草稿")))
    editor.locator("#id_title").wait_for()
    assert editor.locator("#id_slug").input_value().startswith("event-")
    editor.locator("button.c-sf-add-button").last.click()
    editor.get_by_role("option", name="表格", exact=True).click()
    editor.locator("[name$=value-caption]").last.fill("各小区到场人数")
    editor.locator("textarea[name$=value-rows]").fill("小区\t人数\n翠竹新村\t35\n红梅新村\t25")
    editor.locator("button[name=action-submit]").click()
    editor.wait_for_url(re.compile(r"/cms/pages/\d+/$"))


def approved(second, shot, axe) -> None:
    second.goto("/account/tasks/")
    press(second.get_by_role("link", name=re.compile(TITLE)).first)
    second.get_by_role("heading", name="新页面：全部内容").wait_for()
    assert second.get_by_text("各小区到场人数").first.is_visible()
    axe(second)
    shot(second, "onward-decide")
    second.get_by_role("button", name="通过并发布").click()
    second.wait_for_url(re.compile("/cms/second-person/$"))


def copied(editor) -> str:
    """What lies on the clipboard, as an editor of official accounts takes it."""
    editor.get_by_role("button", name="复制文章").click()
    editor.get_by_text("已复制").wait_for()
    read = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    return editor.evaluate(read)


def test_from_a_verified_event_to_a_wechat_article(person, axe, shot, watch):
    watch.expect("Applying inline style")
    watch.expect("status of 404")  # the portal without demonstration has no home page
    officer = person("officer-hongmei", then="/events/mine/")
    held_and_verified(officer, person("reviewer", viewport=DESK))
    told(officer)
    editor = person("editor", viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    finished(editor)
    approved(person("administrator", viewport=DESK), shot, axe)
    editor.goto("/account/tasks/")
    press(editor.get_by_role("link", name=re.compile("已通过审核")))
    shot(editor, "onward-article")
    html = copied(editor)
    assert "style=" in html
    assert "class=" not in html
    assert "翠竹新村" in html
    with editor.expect_download() as sheet:
        editor.get_by_role("link", name=re.compile("A3")).click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")
    editor.goto("/news/")
    assert editor.get_by_role("link", name=re.compile(TITLE)).first.is_visible()
