"""The outreach round with a photo: the first event of a street in its quarter is 1 of 3 once it is verified."""

import re

from tests.journeys.conftest import DESK
from tests.journeys.files import upload
from tests.journeys.hand import Hand

MOST_TAPS = 12
TITLE = "演示：水岸社区分类讲座"


def test_first_event_of_a_quarter(person, new_page, watch, axe, shot):
    officer = person("officer-lanling", then="/events/mine/")
    assert ledger_of(officer, "兰陵街道") == "已核实 0 场，应办 3 场"
    officer.goto("/events/mine/")
    hand = Hand(officer)
    hand.tap("a[href$='/events/log/']")
    axe(officer)
    shot(officer, "event-log-360")
    hand.type("#id_title", TITLE)
    hand.tap("label:has(input[name=type][value=talk])")
    hand.type("#id_people_reached", "38")
    hand.tap("label:has(input[name=counting][value=signed_in])")
    hand.choose("input[name=proof_files]", upload("签到表.jpg"))
    hand.tap(".event-form .actions button")
    officer.wait_for_url(re.compile("/receipt/"))
    assert hand.taps <= MOST_TAPS
    axe(officer)
    shot(officer, "event-receipt-360")

    district = person("reviewer", then="/events/review/", viewport=DESK)
    axe(district)
    shot(district, "event-review-list-1280")
    district.get_by_role("link", name=TITLE).click()
    axe(district)
    shot(district, "event-review-1280")
    picture = district.locator("main a[href*='/events/proof/']").first.get_attribute("href")
    proof = district.request.get(picture)
    assert proof.headers["content-type"] == "image/jpeg"
    assert b"Journey 1" not in proof.body()
    district.get_by_role("button", name=re.compile("核实通过")).click()
    district.wait_for_url(re.compile("/review/$"))
    assert ledger_of(district, "兰陵街道") == "已核实 1 场，应办 3 场"
    axe(district)
    shot(district, "event-ledger-1280")

    anyone = new_page()
    answer = anyone.request.get(picture, max_redirects=0)
    assert answer.status in {302, 403, 404}
    anyone.goto("/events/?when=past&area=lanling")
    assert anyone.get_by_role("link", name=TITLE).is_visible()
    axe(anyone)
    shot(anyone, "event-list-360")


def ledger_of(page, area) -> str:
    page.goto("/events/ledger/")
    return page.locator("tr", has_text=area).locator(".quarter-strip span").first.inner_text()
