"""A file that comes back: named items, saved as one types, a second device, a dead session, the difference, a takeover."""

import re

from playwright.sync_api import expect

from tests.journeys.files import upload

REASON = "演示：本单位没有食堂"
LATE = "演示：会话过期后写的话"
ITEM, OTHER = "JG-B4", "JG-C2"
CODE = re.compile(r"52320402ACC\w{7}")


def case_in(server, state):
    return next(row for row in server.seed["applications"] if row["state"] == state)


def saved(page):
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存", timeout=30_000)


def note(page, code):
    panel = page.locator(f"[id='{code}']")
    if not panel.locator(f"[name='{code}-note']").is_visible():
        panel.locator("summary").click()
    return panel.locator(f"[name='{code}-note']")


def test_a_file_comes_back_is_corrected_and_changes_hands(server, person, watch, looked):
    watch.expect("status of 40[349]")
    case = case_in(server, "submitted")
    file = f"/cells/applications/{case['id']}/"
    officer = person("officer-hongmei", then=f"/cells/reviews/{case['id']}/")
    returned(officer)

    unit = person("unit-a", then=file)
    expect(unit.locator("main")).to_contain_text("需补正的条目")
    looked(unit, "filing-returned")
    second = both_at(unit, f"{file}sections/all/")
    assert unit.locator("section.panel[id^=JG-]").count() == 2
    marked_as_not_applicable(unit)
    told_on_the_second_device(second, looked)
    kept_through_a_dead_session(unit)

    code = signed(unit, file)
    looked(unit, "filing-receipt")

    officer.goto(f"/cells/reviews/{case['id']}/")
    expect(officer.locator("main")).to_contain_text("退回后的改动")
    expect(officer.locator("main")).to_contain_text(LATE)
    looked(officer, "filing-difference")
    changed_hands(person("unit-b", then="/cells/mine/takeover/"), officer, code)
    unit.goto("/cells/mine/")
    assert "/account/login/" in unit.url  # what the session stood on is gone
    unit = person("unit-a", then="/cells/mine/")
    assert code not in unit.locator("main").inner_text()
    assert unit.goto(file).status == 404


def both_at(page, address):
    """A second page of the same person; both look at the address."""
    second = page.context.new_page()
    for one in (page, second):
        one.goto(address)
    return second


def signed(unit, file) -> str:
    """Hands in; the credit code that the receipt shows."""
    unit.goto(f"{file}submit/")
    unit.locator("[name=agreed]").check(force=True)
    unit.locator("[name=name]").fill("演示负责人")
    unit.locator("main form:has([name=agreed]) button[type=submit]").click()
    expect(unit.locator("main")).to_contain_text("自评材料已收到")
    return CODE.search(unit.locator("main").inner_text())[0]


def returned(officer):
    form = officer.locator("form:has(input[name=step][value=return])")
    officer.locator("details", has=form).locator("summary").first.click()
    for code in (ITEM, OTHER):
        form.locator(f"[name=return-items][value='{code}']").check(force=True)
    form.locator("textarea").fill("演示：请核对食堂一项，并补充说明。")
    form.locator("button").click()
    officer.wait_for_url("**/cells/reviews/")


def marked_as_not_applicable(unit):
    """Half of it is not enough; with its reason it is saved, and the total says so at once."""
    unit.locator(f"[name='{ITEM}-na']").check(force=True)
    expect(unit.locator(f"[id='{ITEM}'] [data-told]")).to_contain_text("为什么不涉及")
    note(unit, ITEM).fill(REASON)
    saved(unit)
    expect(unit.locator("[data-score]")).to_contain_text("不涉及的条目不计")


def told_on_the_second_device(second, looked):
    note(second, ITEM).fill("演示：另一台设备写的话")
    box = second.locator(f"[id='{ITEM}'] [data-told]")
    expect(box).to_contain_text("另一台设备或同事已保存")
    looked(second, "filing-conflict")
    box.get_by_role("button", name="用已保存的").click()
    expect(second.locator(f"[name='{ITEM}-na']")).to_be_checked()
    second.close()


def kept_through_a_dead_session(unit):
    cookies = unit.context.cookies()
    unit.context.clear_cookies(name="sessionid")
    note(unit, OTHER).fill(LATE)
    expect(unit.locator("[data-saved]")).to_contain_text("登录已过期")
    unit.context.add_cookies(cookies)
    unit.reload()
    saved(unit)
    expect(note(unit, OTHER)).to_have_value(LATE)


def changed_hands(heir, officer, code):
    heir.locator("[name=credit_code]").fill(code)
    heir.locator("[name=reason]").fill("演示：原经办人已离职")
    heir.locator("[name=proof]").set_input_files([upload("介绍信.jpg")])
    heir.locator("main form:has([name=proof]) button[type=submit]").click()
    officer.goto("/cells/reviews/")
    officer.locator("main a[href*='/takeovers/']").first.click()
    officer.locator("[name=verdict][value=approve]").check(force=True)
    officer.locator("[name=answer]").fill("演示：已电话核实")
    officer.locator("main form:has([name=verdict]) button[type=submit]").click()
    officer.wait_for_url("**/cells/reviews/")
    heir.goto("/cells/mine/")
    expect(heir.locator("main")).to_contain_text(code)
