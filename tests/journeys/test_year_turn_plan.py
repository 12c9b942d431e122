"""The next plan from its workbook: a fault is named, offices comment, a second person approves, its day comes; the old one stays."""

import io

import pytest
from openpyxl import load_workbook

from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.server import NOON

SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = "2027-01-04T09:00:00+08:00"
DRAWN = {41, 50, 51, 52}
SAID, ANSWER = "演示：目标偏高，建议分年度推进", "演示：已列入年度目标"


@pytest.fixture
def back_to_noon(server):
    yield
    server.restart(now=NOON)


def words(page) -> str:
    return page.locator("main").inner_text()


def filled_in(body: bytes, asked: dict[int, dict], *, fault: bool) -> bytes:
    """What has a number in its target goes on with the same one, all else is dropped; `fault`: one old number twice."""
    book = load_workbook(io.BytesIO(body))
    sheet = book.active
    facts = {row[0].value: row[1] for row in sheet.iter_rows(max_row=7)}
    facts["方案名称"].value = "演示：下一个“无废城市”建设实施方案（2026—2029年）"
    head = next(row for row in sheet.iter_rows() if row[0].value == "编号")
    columns = {cell.value: cell.column for cell in head}
    number = 0
    for row in range(head[0].row + 2, sheet.max_row + 1):
        before = int(sheet.cell(row, columns["上一方案序号"]).value)
        old = asked[before]
        if not old["target_operator"]:
            sheet.cell(row, columns["衔接情况"], "dropped")
            continue
        number += 1
        drawn = "drawn" if before in DRAWN else "typed"
        said = {"编号": number, "目标": old["target_value"], "比较方式": old["target_operator"], "取数方式": drawn}
        for name, value in (said | {"衔接情况": "continued"}).items():
            sheet.cell(row, columns[name], value)
    if fault:
        sheet.cell(head[0].row + 2, columns["编号"], "二")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def checked(page, body: bytes):
    page.locator("input[type=file]").set_input_files([{"name": "next.xlsx", "mimeType": SHEET_KIND, "buffer": body}])
    press(page.locator("form:has(input[type=file]) button").last)


def drafted(administrator, looked) -> str:
    """First with a fault that is named by its cell, then clean; where the draft stands."""
    body = administrator.request.get("/board/plans/next.xlsx").body()
    listed = administrator.request.get("/board/2022-2025/api/v1/indicators").json()["indicators"]
    asked = {one["number"]: one for one in listed}
    administrator.goto("/board/plans/import/")
    checked(administrator, filled_in(body, asked, fault=True))
    assert "A10" in words(administrator)
    checked(administrator, filled_in(body, asked, fault=False))
    administrator.locator("[name=live_on]").fill("2027-01-04")
    administrator.locator("[name=reason]").fill("演示：常天政发〔2026〕9号")
    looked(administrator, "next-plan-tried")
    press(administrator.locator("form:has([name=live_on]) button").first)
    return administrator.url


def commented(officer, looked):
    officer.locator("main").get_by_role("link", name="核对下一方案中本单位的条目").first.click()
    officer.locator("[name=number]").select_option(index=1)
    officer.locator("[name=text]").fill(SAID)
    looked(officer, "next-plan-remark")
    press(officer.locator("form:has([name=text]) button").first)
    assert SAID in words(officer)


def approved(reviewer, draft, looked):
    reviewer.goto(draft)
    reviewer.locator("[name=reason]").fill("演示：已核对")
    looked(reviewer, "next-plan-approve")
    press(reviewer.locator("button[name=approve]"))


def test_the_next_plan_goes_from_a_workbook_to_its_day(server, person, new_page, looked, back_to_noon, watch):
    watch.expect(
        "status of 40[04]|ERR_CONNECTION_REFUSED"
    )  # pages that look for their session while the server starts anew
    administrator, reviewer = person("administrator", viewport=DESK), person("reviewer-2", viewport=DESK)
    draft = drafted(administrator, looked)
    officer = person("department-urban", then="/account/tasks/")
    commented(officer, looked)
    approved(reviewer, draft, looked)
    assert "部门意见尚待起草人答复" in words(reviewer)
    administrator.goto(draft)
    administrator.locator("textarea[name=answer]").fill(ANSWER)
    looked(administrator, "next-plan-answer")
    press(administrator.get_by_role("button", name="答复这条意见"))
    approved(reviewer, draft, looked)
    assert "已批准" in reviewer.locator("body").inner_text()
    server.manage("open_plans")
    anyone = new_page()
    assert anyone.goto("/board/2026-2029/").status == 404
    server.restart(now=DAY)
    for command in ("open_plans", "draw_observations", "open_plans", "draw_observations"):
        server.manage(command)
    anyone.goto("/board/")
    assert anyone.url.endswith("/board/2026-2029/")
    looked(anyone, "next-plan-live")
    anyone.goto("/board/13/")
    assert anyone.url.endswith("/board/2022-2025/13/")
    # Her session has run out over the turn of the year.
    assert ANSWER in words(person("department-urban", then=draft + "remarks/"))
