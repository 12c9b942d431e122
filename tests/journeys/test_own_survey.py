"""A newcomer's first survey of one's own, typing no code: pasted text, posters, sixty answers in four modes, figures, a
second person, a page with a picture for each question, files to take away, and an answer to what people named."""

import re
import secrets
import time
import urllib.request
from urllib.parse import urlencode

from bench.phones import KEY, Form, Phone, stamp_of
from tests.journeys.conftest import DESK
from tests.journeys.presses import press
from tests.journeys.test_round_repeats import READING
from tests.journeys.test_round_survey import printed, step

ONLINE, HELPED, CALLED, SHEETS = 40, 8, 6, 6
EVERYBODY = ONLINE + HELPED + CALLED + SHEETS
CLOSED_QUESTIONS = 9
TITLE = "演示：菜市场分类调查"
PASTED = f"""{TITLE} | Demo: market survey
不记名，两分钟。 | Nameless, two minutes.
1. 您的年龄段？ | Your age?
A. 60 岁以下 B. 60 岁及以上
2. 您住在哪里？（地点）
3. 您多久来一次？
A. 每天
B. 每周
4. 您做过哪些？（多选）
□ 分类
□ 自带袋
5. 您对市场整洁满意吗？
A. 满意 B. 比较满意 C. 不太满意 D. 不满意 E. 不清楚
6. 给市场打几分？（打分）
7. 上个月来了几次？（数字）
8. 哪天开始来的？（日期）
9. 最该先做哪几件？（排序）
A. 多设桶 B. 延长时间 C. 标识更清楚
10. 还有什么要说？（填空）
"""
MARKS = {
    "slug": "market",
    "valid_until": "2099-12-31",
    "form_number": "演示 2 表",
    "issuer": "演示：专班",
    "approval_number": "演示〔2026〕2 号",
}
TOKEN = "from surveys.models import Place; print('token', Place.objects.get(survey__slug='market').token)"
TIDY = ["satisfied", "fairly_satisfied", "rather_dissatisfied", "dissatisfied", "unclear"]


def given(number: int) -> list[tuple[str, str]]:
    """The answers of one person of the crowd, as a form sends them."""
    answers = {
        "q1": ["a1" if number % 4 else "a2"],
        "q2": ["hongmei"],
        "q3": ["a1" if number % 3 else "a2"],
        "q4": ["a1", "a2"] if number % 2 else ["a1"],
        "q5": [TIDY[number % 5]],
        "q6": [str(number % 11)],
        "q7": [str(number % 30)],
        "q8": [f"2026-0{1 + number % 6}-15"],
        "q9": [["a1", "a2"], ["a1"], ["a2", "a3"]][number % 3],
    }
    return [(f"q_{name}", value) for name, values in answers.items() for value in values]


def authored(administrator, looked) -> str:
    """Each page leads to the next; where the wave is worked on."""
    administrator.goto("/surveys/work/questionnaires/new/")
    administrator.locator("#pasted_text").fill(PASTED)
    press(administrator.locator("form[action$='/pasted/'] button"))
    press(administrator.get_by_role("link", name="收为版本"))
    mine = administrator.locator("article.panel", has_text=TITLE)
    press(mine.locator("form[action$='/take/'] button"))
    looked(administrator, "own-questionnaire")
    press(mine.get_by_role("link", name="据此新建调查"))
    assert administrator.locator("[name=title]").input_value() == TITLE
    for name, value in MARKS.items():
        administrator.locator(f"[name={name}]").fill(value)
    press(administrator.locator("button.button-longrunning"))
    assert "还没有安排期次" in administrator.locator("main").inner_text()
    press(administrator.get_by_role("link", name="安排一期"))
    press(administrator.locator("button.button-longrunning"))
    assert "还没有场所二维码" in administrator.locator("main").inner_text()
    looked(administrator, "own-steps")
    press(administrator.locator("a[href^='/surveys/work/'][href$='/']", has_text="第 1 期"))
    return administrator.url


def hung_up(server, officer, wave) -> str:
    """A poster; the address that its code opens."""
    officer.goto(f"{wave}places/")
    officer.locator("[name=venue]").fill("演示：红梅菜市场")
    press(officer.locator("button[form=place]"))
    printed(officer, wave)
    return server.url(f"/q/{re.search(r'token (.+)', server.manage('shell', '-v0', '-c', TOKEN))[1]}")


def answered_at_the_poster(address, numbers):
    """One form is taken first; all are sent when it could have been read."""
    stamp, people = stamp_of(address), Phone(address)
    time.sleep(READING)
    forms = []
    for number in numbers:
        word = secrets.token_urlsafe(16)
        forms.append(Form(word, urlencode([*given(number), ("key", f"{stamp}!0!{word}"), ("taken", READING)])))
    assert {people.send(form)[0] for form in forms} == {302}


def written_down(page, address, number) -> str:
    """What a person says or wrote, as the form of this address would send it; where it leads."""
    form, token = page.request.get(address).text(), r'name="csrfmiddlewaretoken" value="([^"]+)"'
    hidden = [
        (name, found[1]) for name, found in (("key", KEY.search(form)), ("csrfmiddlewaretoken", re.search(token, form)))
    ]
    headers = {"Origin": page.url[: page.url.index("/surveys")], "Content-Type": "application/x-www-form-urlencoded"}
    return page.request.post(address, data=urlencode([*given(number), *hidden]), headers=headers).url


def on_paper(officer, other, wave, numbers):
    """A stack that two people key alike."""
    officer.goto(f"{wave}paper/")
    officer.locator("[name=label]").fill("演示：红梅菜市场，六份")
    officer.locator("[name=sheets]").fill(str(len(numbers)))
    press(officer.locator("button[form=stack]"))
    for page in (officer, other):
        for sheet, number in enumerate(numbers, 1):
            assert "/paper/" in written_down(page, f"{officer.url}{sheet}/", number)
    officer.reload()
    press(officer.locator(".actions form button"))


def published(prepares, publishes, wave):
    prepares.goto(f"{wave}estimates/")
    press(prepares.locator(".actions form button"))
    assert "每一题的回答" in prepares.locator("main").inner_text()
    assert prepares.locator("form[action$='/estimates/publish/']").count() == 0
    publishes.goto(f"{wave}estimates/")
    press(publishes.locator("form[action$='/estimates/publish/'] button"))


def taken_away(page, server):
    """Every file that the page offers is what it says."""
    marks = {".png": b"\x89PNG", ".svg": b"<svg", ".csv": "\ufeff".encode(), ".pdf": b"%PDF"}
    links = page.locator("main a[download], main a[href$='.pdf'], main a[href$='.csv']")
    addresses = {links.nth(place).get_attribute("href") for place in range(links.count())}
    assert len(addresses) == 3 * CLOSED_QUESTIONS + 2
    for address in sorted(addresses)[:6] + [found for found in addresses if found.endswith(".pdf")]:
        with urllib.request.urlopen(server.url(address)) as answer:
            name = re.search(r'filename="?([^";]+)', answer.headers["Content-Disposition"])[1]
            assert answer.read(8).startswith(marks[name[-4:]]), address


def promised(administrator, wave):
    administrator.goto(f"{wave}commitments/")
    administrator.locator("[name=concern]").fill("演示：市场没有分类桶")
    press(administrator.locator("main form.panel button").last)
    administrator.locator("details summary", has_text="作出承诺").click()
    form = administrator.locator("form[action$='/promise/']")
    form.locator("[name=answer]").fill("演示：本月内放好四组分类桶。")
    form.locator("[name=office]").select_option(index=1)
    form.locator("[name=due_on]").fill("2026-12-20")
    press(form.locator("button"))


def test_from_pasted_text_to_a_picture_for_each_question(server, person, new_page, looked):
    administrator, officer = (
        person(key, then="/surveys/work/", viewport=DESK) for key in ("administrator", "officer-hongmei")
    )
    wave = authored(administrator, looked)
    address = hung_up(server, officer, wave)
    step(administrator, "/open/")
    numbers = iter(range(EVERYBODY))
    answered_at_the_poster(address, [next(numbers) for _ in range(ONLINE)])
    for way, many in (("assist", HELPED), ("call", CALLED)):
        assert all("/receipts/" in written_down(officer, f"{wave}{way}/", next(numbers)) for _ in range(many))
    on_paper(officer, administrator, wave, list(numbers))
    administrator.goto(wave)
    step(administrator, "/close/", reason="演示：旅程提前结束")
    published(*(person(key, viewport=DESK) for key in ("reviewer", "reviewer-2")), wave)

    anyone = new_page()
    anyone.goto("/surveys/market/waves/1/")
    assert anyone.locator(".answer-bars").count() == CLOSED_QUESTIONS
    told = anyone.locator("main").inner_text()
    assert f"{EVERYBODY} 人回答了这一题" in told
    assert all(f"（{way}）" not in told for way in ("多选", "打分", "排序"))
    looked(anyone, "own-survey")
    taken_away(anyone, server)
    assert "same bytes" in server.manage("recompute_estimate")

    promised(administrator, wave)
    looked(administrator, "commitments")
    anyone.reload()
    assert "四组分类桶" in anyone.locator("#commitments").inner_text()
