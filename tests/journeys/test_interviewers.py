"""What those do who ask: a tablet at a stall without a signal, numbers to call, a contractor's file, flags in groups."""

import re

from tests.factories import deliveries as made
from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.test_offline_survey import answer_all, count, kept_form

TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 360, "height": 780}
WAVES = """
from datetime import timedelta
from portal.clock import now
from surveys.models import Flag, Response, Survey, Wave
wave = Wave.objects.filter(state="open", survey__slug="open").first()
print("open", wave.public_id)
survey = Survey.objects.create(slug="contracted", title="演示：受托机构居民调查", title_en="Demo: a contractor's survey",
    questionnaire_code="resident", form_number="演示 3 表", issuer="演示：专班", approval_number="演示〔2026〕3 号",
    valid_until="2099-12-31", privacy_version="演示 1", handler="演示：专班", contact="演示：0519-00000000")
drawn = Wave.objects.create(survey=survey, number=1, opens_at=now() - timedelta(days=20), closes_at=now() - timedelta(days=2))
print("drawn", drawn.public_id)
for place, row in enumerate(Response.objects.filter(wave=wave)[:3]):
    Flag.objects.get_or_create(response=row, kind="burst", defaults={"seen": {"seconds": 20 + place, "hour": "2026-11-24 09"}})
"""


def waves(server) -> dict[str, str]:
    said = server.manage("shell", "-v0", "-c", WAVES)
    return {name: f"/surveys/work/{found}/" for name, found in re.findall(r"(open|drawn) ([0-9a-f-]{36})", said)}


def both(looked, page, name):
    """At a desk, on a phone, and there as elderly people and English readers see it."""
    looked(page, name)
    page.set_viewport_size(PHONE)
    looked(page, name)
    page.set_viewport_size(DESK)


def test_what_those_do_who_ask(server, person, new_page, watch, looked, tmp_path):
    watch.expect("ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED|422")
    there = waves(server)
    officer = person("officer-hongmei", then=f"{there['open']}desk/", viewport=DESK)
    stall_tablet(server, officer, new_page, watch, looked)
    administrator = person("administrator", then=f"{there['open']}numbers/", viewport=DESK)
    numbers_to_call(administrator, officer, there["open"], looked)
    reviewer = person("reviewer", viewport=DESK)
    contractor(administrator, reviewer, there["drawn"], looked, tmp_path)
    for name in ("flags", "quality"):
        reviewer.goto(f"{there['open']}{name}/")
        both(looked, reviewer, name)
    administrator.goto(f"{there['open']}plan/?half_width=5&venues=60&share=80")
    both(looked, administrator, "sample-need")
    officer.goto(there["open"])
    both(looked, officer, "fieldwork")


def stall_tablet(server, officer, new_page, watch, looked):
    officer.locator("[name=how][value=stall]").check()
    press(officer.locator("button[form=desk]"))
    both(looked, officer, "desk")
    tablet = kept_form(new_page(viewport=TABLET), officer.locator("section a.button").get_attribute("href"))
    before = count(server)
    tablet.context.set_offline(True)
    tablet.reload()
    tablet.locator("button[data-next]").click()
    tablet.locator('input[name="q_residence"][value="six_months"]').check(force=True)
    tablet.reload()  # somebody walked away: the next begins clean
    assert tablet.locator("input:checked").count() == 0
    assert not tablet.locator("[data-resumed]").is_visible()
    answer_all(tablet)
    tablet.locator("button[data-submit]").click()
    tablet.locator("[data-queue]", has_text="1 份").wait_for()
    looked(tablet, "stall-waiting")
    assert tablet.locator("input:checked").count() == 0
    assert tablet.locator("[data-queue] button").count() == 1  # send again; nobody takes it away
    tablet.context.set_offline(False)
    tablet.evaluate("() => dispatchEvent(new Event('online'))")
    tablet.wait_for_function("() => localStorage.length === 0")
    assert count(server) == before + 1


def numbers_to_call(administrator, officer, wave, looked):
    administrator.locator("[name=numbers]").fill("13800000001\n0519-86881234")
    administrator.locator("[name=source]").fill("演示：社区提供")
    press(administrator.locator("button[form=numbers]"))
    both(looked, administrator, "numbers")
    officer.goto(f"{wave}call/")
    press(officer.locator("form[action$='/call/next/'] button"))
    assert officer.locator("a[href^='tel:']").count() == 1
    both(looked, officer, "call-number")
    officer.locator("details summary", has_text="记录通话结果").click()
    officer.locator("[name=outcome][value='3.12']").check()
    press(officer.locator("details button"))
    assert officer.locator("a[href^='tel:']").count() == 0


def contractor(administrator, reviewer, wave, looked, folder):
    rows = [made.HEAD, *made.cases()]
    rows[3][made.HEAD.index("w")] = "很大"
    (folder / "map.xlsx").write_bytes(made.as_xlsx(made.MAP))
    for name, data in (("wrong.xlsx", made.as_xlsx(rows)), ("right.sav", made.as_sav([made.HEAD, *made.cases()]))):
        (folder / name).write_bytes(data)
        administrator.goto(f"{wave}delivery/")
        for field in ("contractor", "method", "frame"):
            administrator.locator(f"[name={field}]").fill("演示：受托机构")
        administrator.locator("[name=file]").set_input_files(folder / name)
        administrator.locator("[name=code_map]").set_input_files(folder / "map.xlsx")
        press(administrator.locator("button[form=delivery]"))
        both(looked, administrator, f"delivery-{name.partition('.')[0]}")
    address = administrator.url
    press(administrator.locator("form[action$='/hand_on/'] button"))
    reviewer.goto(address)
    press(reviewer.locator("form[action$='/confirm/'] button"))
    assert "已收入" in reviewer.locator("main").inner_text()
