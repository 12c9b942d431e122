"""One survey from its draft to a figure that is made again: author, open, posters, phone, assisted, paper, flag, clean,
estimate, publish by two, board, recompute. Without a signal: test_offline_survey."""

import re
import time

import pytest

from bench.phones import READING, Phone, new_form, stamp_of
from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.test_offline_survey import ANSWERS, WECHAT, answer_all, scanned
from tests.journeys.test_round_figures import prepare_and_publish

NAME = "未开放"
PHONES = 40
COUNTED = PHONES + 3  # at the code, with help, on paper
GIVEN = {f"q_{name}": value for name, value in ANSWERS.items()}


@pytest.fixture(scope="module")
def token(server) -> str:
    return next(survey["place_token"] for survey in server.seed["surveys"] if survey["slug"] == "draft")


def step(page, action, **fields):
    form = page.locator(f"form[action$='{action}']")
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    press(form.locator("button"))


def authored(administrator):
    """A version goes into the editor, its head is changed there, and it is taken in as the next version."""
    administrator.locator("form[action$='/edit/']", has_text="resident").first.locator("button").click()
    administrator.locator("[name=title_zh]").fill("演示：居民问卷（改）")
    press(administrator.locator("button.action-save").first)
    administrator.goto("/surveys/work/questionnaires/")
    step(administrator, "/resident/take/")
    assert "resident 2" in administrator.locator("main").inner_text()


def written_down(page, address, **more):
    """As the form of this page would send it; where it leads."""
    page.goto(address)
    hidden = {
        name: page.locator(f'#answers input[name="{name}"]').input_value() for name in ("key", "csrfmiddlewaretoken")
    }
    return page.request.post(
        address, form=GIVEN | hidden | more, headers={"Origin": page.url[: page.url.index("/surveys")]}
    ).url


def paper(officer, other, wave):
    """One sheet, keyed by two people; they differ in one field, which a look at the paper settles."""
    officer.goto(f"{wave}paper/")
    officer.locator("[name=label]").fill("演示：红梅社区，一份")
    officer.locator("[name=sheets]").fill("1")
    press(officer.locator("button[form=stack]"))
    stack = officer.url
    written_down(officer, f"{stack}1/", q_overall="satisfied")
    written_down(other, f"{stack}1/", q_overall="dissatisfied")
    officer.goto(stack)
    officer.locator("a[href$='/settle/']").click()
    officer.locator("input[type=radio]").first.check()
    press(officer.locator("main form button, button[form]").last)
    press(officer.locator(".actions form button"))
    assert "1 份" in officer.locator("main").inner_text()


def decided(reviewer, wave):
    """Two were filled in faster than anyone reads: ours at the code, which counts, and one by a program, which does not."""
    reviewer.goto(f"{wave}flags/")
    for words, state in (("具体地点", "kept"), ("公开", "excluded")):
        flag = reviewer.locator("article.flag", has_text=words).first
        flag.locator("[name=reason]").fill("演示：一秒填完")
        press(flag.locator(f"button[value={state}]"))
    assert reviewer.locator("article.flag").count() == 0


def opened(administrator) -> str:
    administrator.goto("/surveys/work/")
    press(administrator.get_by_role("link", name=re.compile(f"{NAME}），第 1 期")).first)
    wave = administrator.url
    step(administrator, "/open/")
    return wave


def printed(officer, wave):
    officer.goto(wave)
    link = officer.locator("a[href*='/places/sheets.pdf']").first.get_attribute("href")
    assert officer.request.get(link).body().startswith(b"%PDF")


def answered_at_the_code(phone, address):
    phone.goto(address)
    answer_all(phone)
    phone.locator("button[data-submit]").click()
    phone.wait_for_url("**/receipts/**")


def answered_by_many(address, stamp, since):
    """The server counts from the form: whoever is to have read it cannot send sooner."""
    time.sleep(max(0, since + READING + 1 - time.monotonic()))
    people = Phone(address)
    assert people.send(new_form(stamp, taken=1))[0] == 302  # read by nobody
    assert {people.send(new_form(stamp, taken=READING))[0] for _ in range(PHONES)} == {302}


def read(phone):
    phone.goto("/surveys/draft/waves/1/")
    assert f"由 {COUNTED} 份答卷得出" in phone.locator("main").inner_text()
    phone.locator("section.result summary").first.click()
    told = phone.locator("section.result").first.inner_text()
    assert f"n = {COUNTED}，" in told
    assert f"n = {COUNTED + 1}" not in told  # the difference would tell what the one left out had answered


def test_from_the_draft_to_a_figure_that_is_made_again(server, person, new_page, token, tmp_path):
    administrator = person("administrator", then="/surveys/work/questionnaires/", viewport=DESK)
    authored(administrator)
    wave, address = opened(administrator), server.url("/surveys/draft/")
    stamp, since = stamp_of(address), time.monotonic()
    officer, phone = person("officer-hongmei", viewport=DESK), new_page(user_agent=WECHAT)
    printed(officer, wave)
    answered_at_the_code(phone, scanned(phone, server.url(f"/q/{token}"), tmp_path))
    assert "/receipts/" in written_down(officer, f"{wave}assist/")
    paper(officer, administrator, wave)
    answered_by_many(address, stamp, since)
    decided(person("reviewer", viewport=DESK), wave)

    administrator.goto(wave)
    step(administrator, "/close/", reason="演示：旅程提前结束")
    prepares, publishes = (person(key, then="/surveys/work/", viewport=DESK) for key in ("reviewer", "reviewer-2"))
    prepare_and_publish(prepares, publishes, NAME)
    prepares.reload()
    assert f"n = {COUNTED + 1}" in prepares.locator("main").inner_text()  # before what nobody read was left out
    read(phone)
    server.manage("draw_observations")
    phone.goto("/board/2022-2025/52/")
    assert f"n = {COUNTED}" in phone.locator(".standing").inner_text()
    assert "same bytes" in server.manage("recompute_estimate")
