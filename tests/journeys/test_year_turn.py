"""Over the turn of the year while nobody has entered its days off: work goes on, nothing ends, and then it is firm."""

import re
from pathlib import Path

import pytest

from tests.journeys.cell import step
from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.server import NOON

NOTICE = (Path(__file__).parents[1] / "portal/directory/notices/made-up-2027.txt").read_text()
BEFORE, AFTER = "2026-12-28T09:00:00+08:00", "2027-01-05T09:00:00+08:00"
NOTICES = re.compile(r"/cells/notices/(?!prepare)")


@pytest.fixture
def over_the_turn(server):
    server.restart(now=BEFORE)
    server.manage("ask_for_calendar")
    yield
    server.restart(now=NOON)


def words(page) -> str:
    return page.locator("main").inner_text()


def notice_opened(reviewer, looked) -> str:
    """The page says before the press that the last day is provisional, and who enters the list."""
    reviewer.goto("/cells/notices/prepare/")
    assert "公示至 2027-01-04（暂定）" in words(reviewer)
    assert "由区级管理员录入" in words(reviewer)
    looked(reviewer, "year-turn-prepare")
    reviewer.locator("[name=applications]").first.check(force=True)
    reviewer.locator("main form:has([name=applications]) button[type=submit]").click()
    reviewer.wait_for_url(NOTICES)
    return reviewer.url


def sent_back(officer, case):
    """The street gives a file back to the unit, whose days to correct it reach into the new year."""
    officer.goto(f"/cells/reviews/{case['id']}/")
    form = step(officer, "return")
    if not form.locator("button").is_visible():
        officer.locator("details", has=form).locator("summary").click()
    form.locator("input[type=checkbox]").first.check(force=True)
    form.locator("textarea").fill("演示：请补照片。")
    press(form.locator("button"))


def is_theirs(page, case) -> bool:
    return page.goto(f"/cells/applications/{case['id']}/").status == 200


def list_entered(administrator, looked):
    """From the task in the inbox over the preview to the saved list."""
    administrator.locator("main").get_by_role("link", name="录入 2027 年放假安排").first.click()
    looked(administrator, "year-turn-form")
    administrator.locator("[name=text]").fill(NOTICE.replace("5月8日（周六）上班", "5月8日补上"))
    administrator.locator("main form button").last.click()
    assert "没有看懂：“5月8日补上”" in words(administrator)
    looked(administrator, "year-turn-fault")
    administrator.locator("[name=text]").fill(NOTICE)
    administrator.locator("main form button").last.click()
    assert "识别出 33 天" in words(administrator)
    looked(administrator, "year-turn-preview")
    administrator.locator("main form button").last.click()
    administrator.wait_for_url("**/working-days/")
    assert "个期限随之顺延" in words(administrator)
    looked(administrator, "year-turn-saved")


@pytest.mark.usefixtures("over_the_turn")
def test_deadlines_are_provisional_until_the_list_is_entered(server, person, new_page, looked, watch):
    watch.expect("status of 40[04]")
    notice = notice_opened(person("reviewer-2", viewport=DESK), looked)
    case = next(row for row in server.seed["applications"] if row["state"] == "submitted")
    sent_back(person("officer-hongmei"), case)
    # Another journey hands this unit to unit-b.
    owner = next(key for key in ("unit-a", "unit-b") if is_theirs(person(key), case))
    unit = person(owner, then=f"/cells/applications/{case['id']}/")
    assert "2027-01-11（暂定）" in words(unit)
    looked(unit, "year-turn-correction")

    server.restart(now=AFTER)
    anyone = new_page()
    anyone.goto(notice)
    assert "2027-01-04（暂定）" in words(anyone)
    looked(anyone, "year-turn-notice")
    press(anyone.get_by_role("link", name="提出异议").first)
    assert anyone.locator("form [name=text]").count() == 1

    list_entered(person("administrator", then="/account/tasks/", viewport=DESK), looked)
    unit = person(owner, then=f"/cells/applications/{case['id']}/")
    assert "2027-01-12" in words(unit)
    assert "暂定" not in words(unit)
    anyone.goto(notice)
    assert "2027-01-05" in words(anyone)
    assert "暂定" not in words(anyone)
    looked(anyone, "year-turn-firm")
