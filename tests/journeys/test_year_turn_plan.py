"""From plan to plan: the old one is closed with its file, the next comes by a workbook to its first figures; nothing old moves."""

import io
import zipfile
from hashlib import sha256

import pytest

from tests.journeys.conftest import DESK
from tests.journeys.next_plan import filled_in
from tests.journeys.presses import press
from tests.journeys.server import NOON

SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY = "2027-01-04T09:00:00+08:00"
OLD, NEXT = "/board/2022-2025/", "/board/2026-2029/"
SAID, ANSWER = "演示：目标偏高，建议分年度推进", "演示：已列入年度目标"
WHY = "演示：新建设施尚在调试"
# What was printed, framed and programmed while the old plan was the only one, and where each leads for good.
MEANT = {
    "/board/13/": f"{OLD}13/",
    "/board/13/embed/": f"{OLD}13/embed/",
    "/board/13/data.csv": f"{OLD}13/data.csv",
    "/board/api/v1/indicators/13": f"{OLD}api/v1/indicators/13",
    f"{OLD}23/": f"{OLD}23/",
    f"{OLD}23/embed/": f"{OLD}23/embed/",
}


@pytest.fixture
def back_to_noon(server):
    yield
    server.restart(now=NOON)


def words(page) -> str:
    return page.locator("main").inner_text()


def drawn(server):
    """What the clock does every five minutes; a command that fails ends the journey."""
    for command in ("open_plans", "draw_observations"):
        server.manage(command)


def meaning(page) -> dict:
    """Where each old address leads, and what it says there but for what stands around it."""
    found = {}
    for address in MEANT:
        answer = page.request.get(address)
        assert answer.ok, address
        body = answer.text()
        if not address.endswith("/"):
            found[address] = (answer.url, body)
        else:
            page.goto(address)
            said = [page.locator(part).first.inner_text() for part in ("h1", ".standing")]
            found[address] = (page.url, "\n".join(said))
    return found


def closed(administrator, reviewer, officer, looked):
    """The leading offices are asked; one says why; the file is made by one person and released by another."""
    administrator.goto(f"{OLD}closings/")
    press(administrator.locator("button[name=ask]"))
    officer.goto("/account/tasks/")
    press(officer.locator(f"main a[href$='{OLD}23/reason/']").first)
    officer.locator("[name=text]").fill(WHY)
    looked(officer, "closing-reason")
    press(officer.locator("form:has([name=text]) button").first)
    administrator.goto(f"{OLD}closings/")
    assert WHY in words(administrator)
    administrator.locator("[name=reason]").fill("演示：方案期满")
    looked(administrator, "closing-list")
    press(administrator.locator("button[name=make]"))
    reviewer.goto(administrator.url)
    reviewer.locator("[name=reason]").fill("演示：已核对")
    looked(reviewer, "closing-release")
    press(reviewer.locator("button[name=approve]"))


def closing_files(anyone) -> dict[str, bytes]:
    """As a stranger takes them; the archive's own list of hashes holds."""
    anyone.goto(f"{OLD}closing/")
    assert WHY in words(anyone)
    links = anyone.locator("main a[download]").all()
    files = {address.rsplit(".", 1)[-1]: address for link in links if (address := link.get_attribute("href"))}
    bodies = {form: anyone.request.get(address).body() for form, address in files.items()}
    with zipfile.ZipFile(io.BytesIO(bodies["zip"])) as archive:
        told = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
        assert told == {name: sha256(archive.read(name)).hexdigest() for name in told}
        assert archive.read("closing.docx") == bodies["docx"]
    assert set(bodies) == {"docx", "pdf", "zip"}
    return bodies


def checked(page, body: bytes):
    page.locator("input[type=file]").set_input_files([{"name": "next.xlsx", "mimeType": SHEET_KIND, "buffer": body}])
    press(page.locator("form:has(input[type=file]) button").last)


def drafted(administrator, looked) -> str:
    """First with twenty faults, each named by its cell, then clean; where the draft stands."""
    body = administrator.request.get("/board/plans/next.xlsx").body()
    listed = administrator.request.get(f"{OLD}api/v1/indicators").json()["indicators"]
    asked = {one["number"]: one for one in listed}
    administrator.goto("/board/plans/import/")
    spoilt, told = filled_in(body, asked, faults=True)
    checked(administrator, spoilt)
    named = set(administrator.locator("tbody th[scope=row]").all_inner_texts())
    assert told <= named
    assert len(told) >= 20
    looked(administrator, "next-plan-faults")
    checked(administrator, filled_in(body, asked, faults=False)[0])
    administrator.locator("[name=live_on]").fill("2027-01-04")
    administrator.locator("[name=reason]").fill("演示：常天政发〔2026〕9号")
    looked(administrator, "next-plan-tried")
    press(administrator.locator("form:has([name=live_on]) button").first)
    return administrator.url


def commented(officer, looked):
    officer.goto("/account/tasks/")
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


def answered(administrator, draft, looked):
    administrator.goto(draft)
    administrator.locator("textarea[name=answer]").fill(ANSWER)
    looked(administrator, "next-plan-answer")
    press(administrator.get_by_role("button", name="答复这条意见"))


def first_figure(officer, second, anyone):
    """What goes on from 13, of the next plan's own first year: by one person and another, under its own number."""
    rows = anyone.request.get(f"{NEXT}api/v1/indicators").json()["indicators"]
    number = next(row["number"] for row in rows if row["continues"] == ["13"])
    assert number != 13
    officer.goto(f"{NEXT}{number}/enter/")
    said = {"value": "98.6", "source": "演示：台账", "method": "演示：综合利用量除以产生量"}
    officer.locator("main [name=period]").select_option("2026")
    for name, value in said.items():
        officer.locator(f"main [name={name}]").fill(value)
    press(officer.locator("main form button[type=submit], button[form]").last)
    second.goto("/board/due/")
    second.locator(".waiting a", has_text=f"{number} ").filter(has_text="2026").first.click()
    press(second.locator("button[name=approve]"))
    one = anyone.request.get(f"{NEXT}api/v1/indicators/{number}").json()["indicator"]
    assert (one["value"], one["period"]) == ("98.6", "2026")


def agreed(administrator, reviewer, officer, looked) -> str:
    """Drafted, commented on, answered, and approved by a second person; not before the answer."""
    draft = drafted(administrator, looked)
    commented(officer, looked)
    approved(reviewer, draft, looked)
    assert "部门意见尚待起草人答复" in words(reviewer)
    answered(administrator, draft, looked)
    approved(reviewer, draft, looked)
    assert "已批准" in reviewer.locator("body").inner_text()
    return draft


def is_live(anyone, looked):
    """The board of today is the next plan's."""
    anyone.goto("/board/")
    assert anyone.url.endswith(NEXT)
    looked(anyone, "next-plan-live")


def owed_still(officer):
    """What the old plan is owed is owed after its day too, and its task leads to its own indicator."""
    officer.goto("/account/tasks/")
    press(officer.locator(f"main a[href$='{OLD}23/enter/']").first)
    assert "生活垃圾回收利用率" in officer.locator("body").inner_text()


def test_one_plan_ends_and_the_next_begins(server, person, new_page, looked, back_to_noon, watch):
    # Pages look for their session while the server starts anew.
    watch.expect("status of 40[04]|ERR_CONNECTION_REFUSED")
    administrator, reviewer = person("administrator", viewport=DESK), person("reviewer-2", viewport=DESK)
    officer, anyone = person("department-urban"), new_page()
    server.manage("remind_due")
    drawn(server)
    meant = meaning(anyone)
    assert {address: url.removeprefix(server.address) for address, (url, _said) in meant.items()} == MEANT

    closed(administrator, reviewer, officer, looked)
    files = closing_files(anyone)
    looked(anyone, "closing-public")
    drawn(server)
    draft = agreed(administrator, reviewer, officer, looked)
    drawn(server)
    assert anyone.goto(NEXT).status == 404

    server.restart(now=DAY)
    for _time in range(2):
        drawn(server)
    is_live(anyone, looked)
    # Sessions have run out over the turn of the year.
    officer = person("department-urban", then=draft + "remarks/")
    assert ANSWER in words(officer)
    first_figure(person("department-env"), person("administrator", viewport=DESK), anyone)
    drawn(server)
    owed_still(officer)
    assert meaning(anyone) == meant
    assert closing_files(anyone) == files
