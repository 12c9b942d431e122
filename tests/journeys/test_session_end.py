"""Before a sign-in ends a person is told, and one press goes on (WCAG 2.2.1)."""

import pytest

from tests.journeys.conftest import DESK, SHOTS

BOX = ".session-end"
SOON = 28.5 * 60 * 1000  # of the thirty minutes of staff
FORGOTTEN, COUNTS = "localStorage.removeItem('session-ends')", "localStorage.getItem('session-ends')"


def with_clock(person, name):
    """A person whose every page begins without what the page before has written, however late that was."""
    page = person(name, viewport=DESK)
    page.clock.install()
    page.add_init_script(FORGOTTEN)
    return page


def opened(page, address):
    """The page, once its script counts: it comes after the page has loaded, and the clock must not go on before."""
    page.goto(address)
    assert page.locator(BOX).is_hidden()
    page.wait_for_function(COUNTS)


@pytest.mark.parametrize(
    ("language", "soon", "press", "over"),
    [("", "两分钟后将退出", "保持登录", "登录已到期"), ("/en", "in two minutes", "Stay signed in", "signed out")],
)
def test_two_minutes_before_one_press_goes_on(person, axe, language, soon, press, over):
    page = with_clock(person, "administrator")

    def until_soon():
        opened(page, f"{language}/account/tasks/")
        page.clock.fast_forward(SOON)
        page.locator(f"{BOX} [data-told=soon]", has_text=soon).wait_for()

    until_soon()
    axe(page)
    for mode in ("normal", "elder"):
        page.evaluate("mode => { document.documentElement.dataset.mode = mode; }", mode)
        page.screenshot(path=SHOTS / f"session-end-{language.strip('/') or 'zh'}-{mode}.png")
        page.set_viewport_size({"width": 360, "height": 780})
        page.screenshot(path=SHOTS / f"session-end-{language.strip('/') or 'zh'}-{mode}-360.png")
        page.set_viewport_size(DESK)
    # Looking takes as long as it takes, and the clock goes on meanwhile.
    until_soon()
    page.get_by_role("button", name=press).click()
    page.locator(BOX).wait_for(state="hidden")
    page.clock.fast_forward(SOON)
    page.clock.fast_forward(3 * 60 * 1000)
    page.locator(f"{BOX} [data-told=over]", has_text=over).wait_for()


def test_a_stranger_is_told_nothing(page):
    page.goto("/")
    assert page.locator(BOX).count() == 0


def test_wagtails_pages_tell_it_too(person):
    page = with_clock(person, "editor")
    opened(page, "/cms/")
    page.clock.fast_forward(SOON)
    page.locator(f"{BOX} [data-told=soon]").wait_for()
    page.screenshot(path=SHOTS / "session-end-cms.png")
    page.get_by_role("button", name="保持登录").click()
    page.locator(BOX).wait_for(state="hidden")
