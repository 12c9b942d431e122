"""The round of a cell: a unit that nobody knew, from the code on its phone to a certificate that is withdrawn."""

import io
import re
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from tests.journeys.conftest import DESK
from tests.journeys.files import drawn
from tests.journeys.rubric import Sheet
from tests.journeys.server import NOON

UNIT = "演示 天宁区旅程办公楼"
CREDIT_CODE = "12320402MB1000003"
PHONE = "+8613800138123"
AFTER_THE_NOTICE = "2026-12-03T09:00:00+08:00"
EVALUATORS = {"evaluator-1": (), "evaluator-2": ("JG-A1",)}
NUMBER = re.compile(r"TNWF-2026-\d{4}")


def credit_code(body: str = CREDIT_CODE) -> str:
    """GB 32100-2015: the 18th character checks the seventeen before it."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(sign) * 3**place % 31 for place, sign in enumerate(body))
    return body + signs[-total % 31]


@pytest.fixture
def clock_back(server):
    yield
    if server.now != NOON:
        server.restart(now=NOON)


def test_from_a_phone_number_to_a_withdrawn_certificate(
    server, new_page, person, sign_in, looked, clock_back, tmp_path
):
    def look(page, name):
        looked(page, f"cell-{name}")

    unit, anyone = new_page(), new_page()
    sign_in(unit, {"phone": PHONE}, then="/cells/mine/")
    case = applied(unit, look)
    evaluated_by_two(person, look)
    anyone.goto(decided_and_published(person("reviewer-2", then="/cells/decisions/", viewport=DESK), look))
    assert UNIT in anyone.locator("main").inner_text()
    look(anyone, "notice")

    server.restart(now=AFTER_THE_NOTICE)
    number = issued(person("reviewer-2", then="/cells/decisions/", viewport=DESK), look)
    sign_in(unit, {"phone": PHONE}, then=case)
    look(unit, "certified")
    address = address_on_paper(unit, number, tmp_path)
    assert address.startswith(f"{server.address}/c/{number}.")
    checked_as_valid(anyone, urlsplit(address).path, look)
    withdrawn(person("reviewer", then=f"/cells/certificates/{number}/", viewport=DESK), look)
    checked_as_withdrawn(anyone, urlsplit(address).path, look)


def evaluated_by_two(person, look):
    """From the street's desk to two evaluations, each made alone."""
    prereviewed(person("officer-hongmei", then="/cells/reviews/"), look)
    accepted_and_assigned(person("reviewer", then="/cells/decisions/", viewport=DESK), look)
    for key, weak in EVALUATORS.items():
        evaluated(person(key, then="/cells/evaluations/", viewport=DESK), weak, look if weak else None)


def checked_as_valid(anyone, path, look):
    anyone.goto(path)
    assert_verdict(anyone, "met", "有效")
    look(anyone, "valid")
    anyone.goto("/cells/")
    assert anyone.get_by_role("link", name=UNIT).is_visible()
    look(anyone, "register")


def checked_as_withdrawn(anyone, path, look):
    anyone.goto(path)
    assert_verdict(anyone, "not_met", "撤销")
    assert "演示：复核发现台账不实" in anyone.locator("main").inner_text()
    look(anyone, "withdrawn")
    anyone.goto(f"/en{path}")
    assert_verdict(anyone, "not_met", "Withdrawn")
    look(anyone, "withdrawn-en")


def applied(page, look) -> str:
    """The unit's part; the address of its application."""
    registered(page, look)
    page.locator("section", has_text=UNIT).locator("form button").click()
    page.wait_for_url("**/cells/applications/**")
    case = urlsplit(page.url).path
    look(page, "started")
    page.locator("a[href*='/sections/']").first.click()
    look(page, "section")
    sheet = Sheet(page, "jiguan")
    assert sheet.fill_sections() >= 5
    assert sheet.pictures >= 4
    assert urlsplit(page.url).path == case
    look(page, "filled")
    signed(page, look)
    page.wait_for_url(f"**{case}")
    look(page, "submitted")
    return case


def registered(page, look):
    look(page, "no-unit")
    page.get_by_role("link", name="登记单位").click()
    page.locator("[name=name]").fill(UNIT)
    page.locator("[name=credit_code]").fill(credit_code())
    page.locator("[name=unit_type]").select_option(label=option(page, "unit_type", "机关"))
    page.locator("[name=area]").select_option(label="红梅街道")
    page.locator("[name=address]").fill("演示路 88 号")
    look(page, "registering")
    page.locator("main form button[type=submit]").click()


def signed(page, look):
    page.locator("a[href$='/submit/']").first.click()
    page.locator("[name=agreed]").check(force=True)
    page.locator("[name=name]").fill("演示负责人")
    look(page, "signing")
    page.locator("main form:has([name=agreed]) button[type=submit]").click()


def option(page, name, words) -> str:
    labels = page.locator(f"[name={name}] option").all_inner_texts()
    return next(label for label in labels if words in label)


def step(page, name):
    return page.locator(f"form:has(input[name=step][value={name}])")


def open_case(page):
    page.locator("main").get_by_role("link", name=UNIT).first.click()


def prereviewed(page, look):
    open_case(page)
    look(page, "prereview")
    form = step(page, "accept")
    form.locator("textarea").fill("演示：材料齐全。")
    form.locator("button").click()
    page.wait_for_load_state()
    assert step(page, "accept").count() == 0


def accepted_and_assigned(page, look):
    open_case(page)
    look(page, "acceptance")
    step(page, "accept").locator("button").click()
    look(page, "assigning")
    form = step(page, "assign")
    if not form.locator("button").is_visible():
        page.locator("details", has=form).locator("summary").click()
    # Proposed by balance of load; the office chooses otherwise.
    for proposed in form.locator("input[type=checkbox]:checked").all():
        proposed.uncheck(force=True)
    for name in ("演示评审专家一", "演示评审专家二"):
        form.locator("label", has_text=name).locator("input").check(force=True)
    form.locator("button").click()
    page.wait_for_load_state()
    assert "演示评审专家二" in page.locator("main").inner_text()


def evaluated(page, weak, look):
    open_case(page)
    page.locator("main a[href*='/sections/']").first.click()
    if look:
        look(page, "evaluating")
    Sheet(page, "jiguan", weak=weak, with_evidence=False).fill_sections()
    if look:
        look(page, "evaluated")
    page.locator("form:has([name=revision]) button[type=submit]").click()
    page.wait_for_url("**/cells/evaluations/")


def decided_and_published(page, look) -> str:
    open_case(page)
    look(page, "decision")
    form = step(page, "decide")
    form.locator("[name$=level]").first.check(force=True)
    form.locator("[name$=reasons]").fill("演示：材料齐全，两位专家意见相近。")
    form.locator("button").click()
    page.locator("main a[href$='/notices/prepare/']").click()
    page.locator("label", has_text=UNIT).locator("input").check(force=True)
    look(page, "notice-prepare")
    page.locator("main form:has([name=applications]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/cells/notices/(?!prepare)"))
    return urlsplit(page.url).path


def issued(page, look) -> str:
    open_case(page)
    page.locator("form[action$='/certificate/'] button").click()
    page.wait_for_load_state()
    look(page, "issued")
    return NUMBER.search(page.locator("main").inner_text())[0]


def address_on_paper(page, number, folder) -> str:
    """The document as a browser shows it, photographed: what a phone's camera reads from it."""
    answer = page.request.get(f"/cells/certificates/{number}/certificate.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    picture = Image.open(io.BytesIO(drawn(answer.body(), folder)))
    return zxingcpp.read_barcode(picture).text


def assert_verdict(page, state, word):
    verdict = page.locator(".verdict")
    assert verdict.get_attribute("data-state") == state
    assert word in verdict.inner_text()


def withdrawn(page, look):
    form = step(page, "change")
    page.locator("details", has=form).locator("summary").click()
    form.locator("[name=change-step][value=withdraw]").check(force=True)
    form.locator("textarea").fill("演示：复核发现台账不实。")
    look(page, "withdrawing")
    form.locator("button").click()
    page.wait_for_load_state()
