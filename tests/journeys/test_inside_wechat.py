"""Inside WeChat: what cannot be saved there says how it can, and nowhere else."""

import pytest

INSIDE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile MicroMessenger/8.0.49(0x28003133)"
WITH_FILES = ("/board/2022-2025/1/", "/cells/", "/events/", "/en/board/2022-2025/1/")


@pytest.mark.parametrize("path", WITH_FILES)
def test_a_page_with_files_says_how_they_are_saved(new_page, path):
    page = new_page(user_agent=INSIDE)
    page.goto(path)
    line = page.locator("[data-inside-wechat]")
    line.wait_for()
    assert line.count() == 1
    assert ("Open in browser" if path.startswith("/en/") else "在浏览器打开") in line.text_content()
    assert line.bounding_box()["width"] <= 360


def test_other_pages_and_other_browsers_say_nothing(new_page):
    for agent, path in ((INSIDE, "/feedback/"), (None, WITH_FILES[0])):
        page = new_page(**({"user_agent": agent} if agent else {}))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.locator("[data-inside-wechat]").count() == 0
