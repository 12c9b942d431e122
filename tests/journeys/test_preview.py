"""An editor looks at a page before anybody else: the panel beside each kind of page, and its picture."""

import json
from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import Page, get_page_models

from tests.journeys.conftest import DESK, PHONE

KINDS = sorted(f"{model._meta.app_label}.{model._meta.model_name}" for model in get_page_models() if model is not Page)
TITLE, SUMMARY = "预览里的标题", "预览里的摘要：写给街坊看的一句话。"
COLOURS = 24  # a blank panel and its frame have a handful; type alone, smoothed, has more
# Of each kind a page to edit, or nothing, and a page below which one is made.
ASKED = """
import json
from wagtail.models import Page, get_page_models
kinds = {}
for model in get_page_models():
    if model is not Page:
        parents = [page.pk for kind in model.allowed_parent_page_models() for page in kind.objects.all() if kind is not Page]
        made = model.objects.order_by("pk").values_list("pk", flat=True).first()
        kinds[f"{model._meta.app_label}.{model._meta.model_name}"] = {"made": made, "parent": min(parents, default=None)}
print(json.dumps(kinds))
"""


@pytest.fixture(scope="module")
def pages(server):
    return json.loads(server.manage("shell", "-v", "0", "-c", ASKED))


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def editor(request, person):
    return person("administrator", then="/cms/", viewport=request.param)


def panel_of(page):
    """The frame of the opened panel, once what the editor has typed is drawn in it."""
    page.locator("[data-side-panel-toggle=preview]").first.click()
    page.locator("[data-side-panel=preview] iframe").wait_for()
    return page.frame_locator("[data-side-panel=preview] iframe:not([hidden])")


def fill_what_is_needed(page) -> None:
    """A date, an indicator, a survey: what a page cannot be drawn without."""
    for name in ("published_on", "starts_on"):
        field = page.locator(f"#id_{name}")
        if field.count() and not field.input_value():
            field.fill("2026-11-24")
            page.keyboard.press("Escape")
    for name in ("indicator", "survey"):
        field = page.locator(f"#id_{name}")
        if field.count() and not field.input_value():
            field.select_option(index=1)


def colours(picture: bytes) -> int:
    return len(set(Image.open(BytesIO(picture)).convert("RGB").resize((200, 200)).getdata()))


def looked_at(page, shot, name) -> None:
    frame = panel_of(page)
    frame.locator("h1", has_text=TITLE).wait_for()
    assert SUMMARY in frame.locator("main").inner_text()
    shot(page, f"preview-{name}-{page.viewport_size['width']}")
    assert colours(page.locator("[data-side-panel=preview] .w-preview__wrapper").screenshot()) > COLOURS


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_of_each_kind_is_seen_as_it_is_written(editor, pages, shot, kind):
    if pages[kind]["parent"] is None:
        assert kind == "home.homepage"  # made with the site, below the root alone
        return
    editor.goto(f"/cms/pages/add/{kind.replace('.', '/')}/{pages[kind]['parent']}/")
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_summary").fill(SUMMARY)
    fill_what_is_needed(editor)
    looked_at(editor, shot, f"{kind}-new")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_that_stands_is_seen_as_it_is_changed(editor, pages, shot, kind):
    if pages[kind]["made"] is None:
        pytest.skip("the seed has no such page; a new one is looked at above")
    editor.goto(f"/cms/pages/{pages[kind]['made']}/edit/")
    editor.locator("#id_title").fill(TITLE)
    editor.locator("#id_summary").fill(SUMMARY)
    looked_at(editor, shot, f"{kind}-edit")


def test_a_questionnaire_is_seen_as_a_phone_shows_it(editor, shot):
    editor.goto("/cms/snippets/surveys/questionnairedraft/add/")
    editor.locator("#id_title_zh").fill(TITLE)
    editor.locator("#id_introduction_zh").fill(SUMMARY)
    looked_at(editor, shot, "questionnaire")


def test_the_frame_is_for_the_editor_s_own_origin(editor, pages):
    """The preview's address is framed by nobody else, and what it shows elsewhere by nobody at all."""
    address = f"/cms/pages/{pages['home.standardpage']['made']}/edit/preview/"
    shown = editor.request.get(f"{address}?in_preview_panel=true")
    alone = editor.request.get(address)
    assert "frame-ancestors 'self'" in shown.headers["content-security-policy"]
    assert shown.headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in alone.headers["content-security-policy"]
