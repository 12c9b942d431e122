"""An editor looks at a page before anybody else: the panel beside each kind of page, and its picture."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import Page, get_page_models

from tests.journeys.conftest import DESK, PHONE

KINDS = sorted(f"{model._meta.app_label}.{model._meta.model_name}" for model in get_page_models() if model is not Page)
TITLE, CHANGED, SUMMARY = "预览里的标题", "改过的标题", "预览里的摘要：写给街坊看的一句话。"
COLOURS = 500  # a blank panel has a handful, the browser's own page of a refused frame some dozens of greys
# Of each kind a page that stands, or nothing, and a page below which one may be made.
ASKED = """
import json
from wagtail.models import Page, get_page_models
kinds = {}
for model in get_page_models():
    if model is not Page:
        parents = [page.pk for kind in model.allowed_parent_page_models() for page in kind.objects.all()
                   if kind is not Page and model.can_create_at(page)]
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
    return page.frame_locator("#w-preview-iframe")


def fill_what_is_needed(page) -> None:
    """A date, an indicator, a survey: what a page cannot be drawn without."""
    for name in ("published_on", "starts_on"):
        field = page.locator(f"#id_{name}")
        if field.count() and not field.input_value():
            field.fill("2026-11-24")
            page.locator("#id_title").click()  # its calendar would lie over the panel
    for name in ("indicator", "survey"):
        field = page.locator(f"#id_{name}")
        if field.count() and not field.input_value():
            field.select_option(index=1)


def colours(picture: bytes) -> int:
    small = Image.open(BytesIO(picture)).convert("RGB").resize((200, 200))
    return len(small.getcolors(small.width * small.height))


def written(page, title) -> None:
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill(SUMMARY)
    fill_what_is_needed(page)


def looked_at(page, shot, title, name) -> None:
    frame = panel_of(page)
    frame.locator("h1", has_text=title).wait_for()
    assert SUMMARY in frame.locator("main").inner_text()
    shot(page, f"preview-{name}-{page.viewport_size['width']}")
    assert colours(page.locator("[data-side-panel=preview] .w-preview__wrapper").screenshot()) > COLOURS


def edit_form(page, made) -> str:
    """The form of a page that stands; where there is none of its kind, the new one is kept as a draft."""
    if made:
        return f"/cms/pages/{made}/edit/"
    page.locator("footer button.action-save").first.dispatch_event("click")
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    return page.url


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_is_seen_as_it_is_written_on_a_phone_and_as_it_is_changed_at_a_desk(
    person, pages, shot, kind
):
    editor = person("administrator", then="/cms/", viewport=PHONE)
    # Pages beside each other have addresses of their own.
    title = f"{TITLE} {KINDS.index(kind)}"
    editor.goto(f"/cms/pages/add/{kind.replace('.', '/')}/{pages[kind]['parent']}/")
    written(editor, title)
    looked_at(editor, shot, title, f"{kind}-new")
    form = edit_form(editor, pages[kind]["made"])
    editor.set_viewport_size(DESK)
    editor.evaluate("localStorage.clear()")  # where Wagtail notes which panel was open
    editor.goto(form)
    written(editor, CHANGED)
    looked_at(editor, shot, CHANGED, f"{kind}-edit")


def test_a_questionnaire_that_is_barely_begun_says_what_is_missing(editor, shot):
    editor.goto("/cms/snippets/surveys/questionnairedraft/add/")
    editor.locator("#id_code").fill("preview")
    editor.locator("#id_title_zh").fill(TITLE)
    editor.locator("#id_introduction_zh").fill(SUMMARY)
    looked_at(editor, shot, TITLE, "questionnaire-new")


def test_a_questionnaire_is_seen_as_a_phone_shows_it(editor, shot):
    editor.goto("/surveys/work/questionnaires/")
    editor.locator("form[action$='/edit/'] button").first.click()
    editor.locator("#id_introduction_zh").fill(SUMMARY)
    looked_at(editor, shot, editor.locator("#id_title_zh").input_value(), "questionnaire-edit")
    frame = editor.frame_locator("#w-preview-iframe")
    assert frame.locator("form[data-survey] fieldset").count() > 1
    frame.locator("button[data-next]").wait_for()  # its script has taken the form in hand
