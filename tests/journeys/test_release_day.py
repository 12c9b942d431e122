"""A day is announced, moved with a reason, confirmed by another; a figure approved before it appears at its minute."""

import pytest

from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.server import NOON

NUMBER, VALUE = 15, "99.5"
AFTER = "2026-12-20T09:01:00+08:00"
WHY = "演示：台账核对尚未完成"


@pytest.fixture
def back_to_noon(server):
    yield
    server.restart(now=NOON)


def words(page) -> str:
    return page.locator("main").inner_text()


def announced(administrator, looked):
    administrator.goto("/board/releases/")
    administrator.get_by_role("link", name="排定发布日期").click()
    administrator.locator("[name=period]").select_option("2022-2025/2025")
    administrator.locator("[name=day]").fill("2026-12-10")
    looked(administrator, "release-announce")
    press(administrator.locator("button[form=announce]"))
    assert "暂定" in words(administrator)


def moved(administrator, looked):
    administrator.locator("summary", has_text="推迟发布").click()
    form = administrator.locator("form:has(button[name=postpone])")
    form.locator("[name=day]").fill("2026-12-20")
    form.locator("[name=reason]").fill(WHY)
    looked(administrator, "release-postpone")
    press(form.locator("button"))
    assert "已推迟" in words(administrator)


def confirmed(reviewer, looked):
    """Out of the list of what waits."""
    reviewer.locator("main").get_by_role("link", name="确认2025数据的发布日期").first.click()
    looked(reviewer, "release-confirm")
    press(reviewer.locator("button[name=confirm]"))
    assert "已确认" in words(reviewer)


def entered(officer):
    officer.goto(f"/board/2022-2025/{NUMBER}/enter/")
    for name, said in (
        ("period", "2025"),
        ("value", VALUE),
        ("source", "台账（演示）"),
        ("method", "处置量除以产生量"),
    ):
        field = officer.locator(f"main [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(said)
        else:
            field.fill(said)
    press(officer.locator("main form button[type=submit], button[form]").last)
    assert "/board/due/" in officer.url


def approved(second, looked):
    second.goto("/board/due/")
    second.locator(".waiting a", has_text=f"{NUMBER} ").first.click()
    press(second.locator("button[name=approve]"))
    assert "随该时期的发布日程公布" in second.locator("body").inner_text()
    looked(second, "release-cleared")


def looked_through(phone, desk, looked):
    """The figure's own page, the board with its terms of use, and the same in English."""
    for page in (phone, desk):
        page.goto(f"/board/2022-2025/{NUMBER}/")
        looked(page, "release-indicator")
        press(page.get_by_role("link", name="2025年数据依据").first)
        assert "内容校验码" in words(page)
        looked(page, "release-figure")
        page.goto("/board/2022-2025/")
        assert "知识共享" in words(page)
        looked(page, "release-board")
        page.goto("/en/board/releases/")
        looked(page, "release-calendar-en")


def test_nothing_before_the_day_and_all_at_its_minute(server, person, new_page, looked, back_to_noon):
    administrator = person("administrator", viewport=DESK)
    announced(administrator, looked)
    moved(administrator, looked)
    reviewer = person("reviewer-2", then="/account/tasks/", viewport=DESK)
    confirmed(reviewer, looked)
    reviewer.goto("/board/2022-2025/decisions/")
    looked(reviewer, "release-meeting")
    entered(person("department-env", viewport=DESK))
    approved(administrator, looked)
    server.manage("open_releases")
    anyone, desk = new_page(), new_page(viewport=DESK)
    for page in (anyone, desk):
        page.goto("/board/releases/")
        assert WHY in words(page)
        assert "2026-12-20 09:00" in words(page)
        looked(page, "release-calendar")
    anyone.goto(f"/board/2022-2025/{NUMBER}/")
    assert VALUE not in words(anyone)
    server.restart(now=AFTER)
    server.manage("open_releases")
    anyone.goto(f"/board/2022-2025/{NUMBER}/")
    assert VALUE in anyone.locator(".standing__value").inner_text()
    anyone.goto("/board/releases/")
    assert "已发布" in words(anyone)
    looked_through(anyone, new_page(viewport=DESK), looked)
    assert VALUE in anyone.request.get(f"/board/2022-2025/api/v1/indicators/{NUMBER}").text()
