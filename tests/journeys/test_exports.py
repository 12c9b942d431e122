"""Rows out: what for, the file, and what the auditor reads of it."""

import hashlib
from pathlib import Path

import pytest

from tests.journeys.conftest import DESK, PHONE

EXPORT = "/cells/cases/export/"


@pytest.fixture
def fresh(new_page, accounts, sign_in):
    """A page of somebody who has signed in this minute, as taking rows out asks."""

    def open_page(who, then):
        page = new_page(viewport=DESK)
        sign_in(page, accounts[who], then=then)
        return page

    return open_page


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_reason_the_file_and_the_auditors_page(fresh, person, looked, language):
    name = language.strip("/") or "zh"
    page = fresh("reviewer", f"{language}{EXPORT}?status=submitted")
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for mode in ("normal", "elder"):
            page.evaluate("mode => { document.documentElement.dataset.mode = mode; }", mode)
            looked(page, f"export-{name}-{mode}")
    page.get_by_label("导出用途" if name == "zh" else "What do you need the file for?").fill("年度报告核对")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    digest = hashlib.sha256(Path(waiting.value.path()).read_bytes()).hexdigest()
    auditor = person("auditor", then=f"{language}/ledger/exports/", viewport=DESK)
    assert digest in auditor.content()
    for size in (DESK, PHONE):
        auditor.set_viewport_size(size)
        looked(auditor, f"exports-{name}")


def test_wagtails_list_asks_too(fresh, looked):
    page = fresh("administrator", "/cms/reports/site-history/?export=csv")
    looked(page, "export-cms")
    page.get_by_label("导出用途").fill("年度报告核对")
    with page.expect_download():
        page.get_by_role("button", name="CSV").click()


def test_the_screens_of_section_editors(person, shot):
    security = person("security", then="/account/staff/", viewport=DESK)
    security.get_by_text("demo-editor-news").click()
    shot(security, "section-role")
    manager = person("user-manager", then="/cms/users/", viewport=DESK)
    shot(manager, "section-editors")
    manager.get_by_role("link", name="演示新闻栏目编辑").first.click()
    manager.get_by_role("tab", name="角色").click()
    manager.get_by_label("section:news").wait_for()
    shot(manager, "section-editor")
