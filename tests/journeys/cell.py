"""What each desk does with a unit on its way to a certificate, on the pages as people use them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.journeys.presses import press
from tests.journeys.rubric import Sheet

NUMBER = re.compile(r"TNWF-2026-\d{4}")


@dataclass(frozen=True)
class Unit:
    """`skipped`: criteria that do not apply to it."""

    name: str
    kind: str
    kind_name: str
    body: str
    phone: str
    skipped: tuple[str, ...] = ()


def unseen(_page, _name):
    """Where no picture is taken."""


def credit_code(body: str) -> str:
    """GB 32100-2015: the 18th character checks the seventeen before it."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(sign) * 3**place % 31 for place, sign in enumerate(body))
    return body + signs[-total % 31]


def applied(page, unit, look=unseen) -> str:
    """The unit's part; the address of its application."""
    registered(page, unit, look)
    page.locator("section", has_text=unit.name).locator("form button").click()
    page.wait_for_url("**/cells/applications/**")
    case = urlsplit(page.url).path
    look(page, "started")
    page.locator("a[href*='/sections/']").first.click()
    look(page, "section")
    sheet = Sheet(page, unit.kind, skipped=unit.skipped)
    assert sheet.fill_sections() >= 5
    assert sheet.pictures >= 4
    assert urlsplit(page.url).path == case
    look(page, "filled")
    signed(page, look)
    page.wait_for_url(f"**{case}receipts/1/")
    look(page, "submitted")
    return case


def registered(page, unit, look):
    look(page, "no-unit")
    page.get_by_role("link", name="登记单位").click()
    page.locator("[name=name]").fill(unit.name)
    page.locator("[name=credit_code]").fill(credit_code(unit.body))
    page.locator("[name=unit_type]").select_option(label=option(page, "unit_type", unit.kind_name))
    page.locator("[name=area]").select_option(label="红梅街道")
    page.locator("[name=address]").fill(f"{unit.name}一楼")
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


def open_case(page, unit):
    page.locator("main").get_by_role("link", name=unit.name).first.click()


def prereviewed(page, unit, look=unseen):
    open_case(page, unit)
    look(page, "prereview")
    form = step(page, "accept")
    form.locator("textarea").fill("演示：材料齐全。")
    press(form.locator("button"))
    assert step(page, "accept").count() == 0


def accepted_and_assigned(page, unit, look=unseen):
    open_case(page, unit)
    look(page, "acceptance")
    step(page, "accept").locator("button").click()
    form = step(page, "assign")
    form.wait_for(state="attached")
    look(page, "assigning")
    if not form.locator("button").is_visible():
        page.locator("details", has=form).locator("summary").click()
    # Proposed by balance of load; the office chooses otherwise.
    for proposed in form.locator("input[type=checkbox]").all():
        proposed.uncheck(force=True)
    for name in ("演示评审专家一", "演示评审专家二"):
        form.locator("label", has_text=name).locator("input").check(force=True)
    press(form.locator("button"))
    assert "演示评审专家二" in page.locator("main").inner_text()


def evaluated(page, unit, weak=(), look=unseen):
    open_case(page, unit)
    page.locator("main a[href*='/sections/']").first.click()
    look(page, "evaluating")
    Sheet(page, unit.kind, weak=weak, skipped=unit.skipped, with_evidence=False).fill_sections()
    look(page, "evaluated")
    page.locator("form:has([name=revision]) button[type=submit]").click()
    page.wait_for_url("**/cells/evaluations/")


def decided_and_published(page, unit, look=unseen) -> str:
    open_case(page, unit)
    look(page, "decision")
    form = step(page, "decide")
    form.locator("[name$=level]").first.check(force=True)
    form.locator("[name$=reasons]").fill("演示：材料齐全，两位专家意见相近。")
    form.locator("button").click()
    page.locator("main a[href$='/notices/prepare/']").click()
    page.locator("label", has_text=unit.name).locator("input").check(force=True)
    look(page, "notice-prepare")
    page.locator("main form:has([name=applications]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/cells/notices/(?!prepare)"))
    return urlsplit(page.url).path


def issued(page, unit, look=unseen) -> str:
    open_case(page, unit)
    press(page.locator("form[action$='/certificate/'] button"))
    look(page, "issued")
    return NUMBER.search(page.locator("main").inner_text())[0]


def refused(page, unit) -> str:
    """What the office reads of the two evaluations; no level is offered, and the refusal is recorded."""
    open_case(page, unit)
    words = page.locator("main").inner_text()
    form = step(page, "decide")
    assert [choice.get_attribute("value") for choice in form.locator("[name$=level]").all()] == ["refuse"]
    form.locator("[name$=level]").check(force=True)
    form.locator("[name$=reasons]").fill("演示：未达到等级要求。")
    press(form.locator("button"))
    assert step(page, "decide").count() == 0
    return words
