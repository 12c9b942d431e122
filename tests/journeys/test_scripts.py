"""The modules of the scripts one by one, in a real browser and without a server: what each gives back for what."""

import re

import pytest

from portal.accounts.proof import is_proof
from portal.cms import bundles

ORIGIN = "http://localhost/"  # a secure context, as the portal is
HALF_DAY = 12 * 60 * 60 * 1000


@pytest.fixture(scope="module")
def load(browser):
    """`load(name, tags, code)`: what `code`, a function of the module's exports, gives on a page of these tags."""
    context = browser.new_context()
    pages = {}

    def answer(route):
        path = route.request.url.removeprefix(ORIGIN)
        if path.startswith("static/"):
            name = path.removeprefix("static/").split("?")[0]
            route.fulfill(content_type="text/javascript; charset=utf-8", body=bundles.source(name))
        else:
            route.fulfill(content_type="text/html; charset=utf-8", body=pages["html"])

    page = context.new_page()
    page.route("**/*", answer)

    def loaded(name, tags, code, language="en"):
        pages["html"] = f'<!DOCTYPE html><html lang="{language}"><body>{tags}</body></html>'
        page.goto(ORIGIN)
        page.evaluate("localStorage.clear()")
        return page.evaluate(f"async () => ({code})(await import('/static/{name}'))")

    yield loaded
    context.close()


def boxes(*marked, kind="checkbox", required=True, other=None):
    """A step with three options, the last of them exclusive; and an open "other" where it is given a text."""
    last = f'<label><input type="{kind}" name="q" value="o" {"checked" if "o" in marked else ""}></label>'
    text = f'{last}<div class="other"><input type="text" value="{other}"></div>' if other is not None else ""
    return (
        f"<div data-step {'data-required' if required else ''}>"
        + "".join(
            f'<label><input type="{kind}" name="q" value="{value}" {"checked" if value in marked else ""} '
            f"{'data-exclusive' if value == 'none' else ''}></label>"
            for value in ("a", "b", "none")
        )
        + f"{text}</div>"
    )


def typed(value, *, required=True, numeric=False):
    mode = 'data-number data-least="1" data-most="180"' if numeric else ""
    return f'<div data-step {"data-required" if required else ""}><input type="text" value="{value}" {mode}></div>'


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (boxes(), "missing"),
        (boxes(required=False), ""),
        (boxes("a"), ""),
        (boxes("a", "b"), ""),
        (boxes("none"), ""),
        (boxes("a", "none"), "exclusive"),
        (boxes("a", kind="radio"), ""),
        (boxes("o", other="我说"), ""),
        (boxes("o", other=" "), "other"),
        (boxes("a", other="我说"), ""),
        (boxes("a", other=""), ""),
        (typed(""), "missing"),
        (typed(" "), "missing"),
        (typed("", required=False), ""),
        (typed("干净"), ""),
        (typed("12", numeric=True), ""),
        (typed("１２", numeric=True), ""),
        (typed("0", numeric=True), "smallest"),
        (typed("500", numeric=True), "largest"),
        (typed("1e3", numeric=True), "number"),
        (typed("twelve", numeric=True), "number"),
    ],
)
def test_a_step_of_a_survey_is_checked_before_it_is_left(load, step, said):
    said_words = ("missing", "exclusive", "other", "number", "smallest", "largest")
    words = "{" + ", ".join(f"{word}: '{word}'" for word in said_words) + "}"
    assert (
        load("surveys/js/check.js", step, f"({{check}}) => check(document.querySelector('[data-step]'), {words})")
        == said
    )


SHEET = '<form data-wave="w1"><input name="key" value="{key}"><input name="q1" value=""><input type="radio" name="q2" value="a"></form>'


@pytest.mark.parametrize(
    ("key", "kept"), [("form!place!word", r"form!place![0-9a-f]{32}"), ("form!place", "form!place"), ("", "")]
)
def test_each_form_has_a_word_of_its_own(load, key, kept):
    code = (
        "({Draft}) => { new Draft(document.querySelector('form')); return document.querySelector('[name=key]').value; }"
    )
    assert re.fullmatch(kept, load("surveys/js/draft.js", SHEET.format(key=key), code))


@pytest.mark.parametrize(
    ("age", "found"), [(0, ["清", True, "q2"]), (HALF_DAY - 60_000, ["清", True, "q2"]), (HALF_DAY, None)]
)
def test_a_draft_comes_back_for_twelve_hours(load, age, found):
    code = """({Draft}) => {
        const form = document.querySelector('form');
        const draft = new Draft(form);
        form.elements.q1.value = '清'; form.elements.q2.checked = true; draft.step = 'q2'; draft.keep();
        const kept = JSON.parse(localStorage.getItem('survey:w1'));
        localStorage.setItem('survey:w1', JSON.stringify({...kept, at: kept.at - AGE}));
        form.reset();
        const back = new Draft(form).restore();
        return back && [form.elements.q1.value, form.elements.q2.checked, back.step];
    }""".replace("AGE", str(age))
    assert load("surveys/js/draft.js", SHEET.format(key="a!b!c"), code) == found


def test_a_draft_holds_neither_the_invitation_nor_the_proof(load):
    form = '<form data-wave="w1"><input name="key" value="k"><input name="invitation" value="secret"><input name="proof" value="7"></form>'
    code = """({Draft}) => {
        new Draft(document.querySelector('form')).keep();
        return Object.keys(JSON.parse(localStorage.getItem('survey:w1')).answers);
    }"""
    assert load("surveys/js/draft.js", form, code) == []


@pytest.mark.parametrize(("key", "word"), [("form!place!word", "word"), ("word", "word")])
def test_the_word_of_a_key_is_its_last_part(load, key, word):
    assert load("surveys/js/queue.js", "", f"({{wordOf}}) => wordOf('{key}')") == word


@pytest.mark.parametrize(("word", "bits"), [("one", 4), ("two", 10), ("三", 12)])
def test_the_work_of_a_phone_is_what_the_server_takes(load, word, bits):
    assert is_proof(word, load("portal/js/proof.js", "", f"({{prove}}) => prove('{word}', {bits})"), bits)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "正在提交，请稍候…"), ("en", "Sending, please wait…"), ("fr", "Sending, please wait…")],
)
def test_scripts_speak_the_language_of_the_page(load, language, said):
    code = "({gettext}) => gettext('Sending, please wait…')"
    assert load("portal/js/words.js", "", code, language=language) == said


def test_reports_wait_in_the_order_of_writing_whatever_the_clock_says(load):
    code = """async ({keep, drop, waiting}) => {
        for (const row of await waiting('me')) await drop(row.key);
        Date.now = () => 0;
        for (const key of ['c', 'a', 'b']) await keep({key, owner: 'me'});
        await keep({key: 'd', owner: 'other'});
        await drop('a');
        await keep({key: 'e', owner: 'me'});
        return (await waiting('me')).map((row) => row.key);
    }"""
    assert load("campaigns/js/store.js", "", code) == ["c", "b", "e"]


@pytest.mark.parametrize(
    ("days", "online", "moved"),
    [(0, False, False), (1, False, True), (59, False, True), (60, False, False), (-1, False, False), (1, True, False)],
)
def test_a_form_kept_for_lack_of_a_signal_gets_todays_day(load, days, online, moved):
    """The phone's clock is believed only a little later than the server's, and only where there was no signal."""
    code = f"""({{renew}}) => {{
        Object.defineProperty(navigator, 'onLine', {{get: () => {str(online).lower()}}});
        const day = (back) => new Date(Date.now() + 8 * 3600000 - back * 86400000).toISOString().slice(0, 10);
        const form = document.querySelector('form');
        form.dataset.made = day({days}); form.elements.day.value = form.dataset.made;
        renew(form);
        return [form.elements.day.value === day(0), form.elements.key.value !== 'old'];
    }}"""
    tags = '<form data-fresh><input name="key" value="old"><input name="day"><p class="actions"><button>x</button></p></form>'
    assert load("campaigns/js/packing.js", tags, code) == [moved or days == 0, True]


@pytest.mark.parametrize(
    ("address", "is_receipt"),
    [("https://x/events/receipt/1/", True), ("https://x/events/log/", False), ("https://x/account/login/", False)],
)
def test_only_the_receipt_says_that_a_report_arrived(load, address, is_receipt):
    assert load("campaigns/js/sending.js", "", f"({{isReceipt}}) => isReceipt({{url: '{address}'}})") is is_receipt
    assert load("campaigns/js/sending.js", "", "({isReceipt}) => isReceipt(null)") is False


ITEM = '<form><input name="A1-text" value="old"><input name="A1-revision" value="{revision}"></form>'


@pytest.mark.parametrize(("age", "found"), [(0, ["new", "3"]), (HALF_DAY, ["old", "4"])])
def test_what_the_server_never_confirmed_comes_back_with_the_revision_it_was_typed_over(load, age, found):
    """A newer revision on the server is then a conflict that both see, not a silent overwriting."""
    code = """({Copy}) => {
        const form = document.querySelector('form');
        const copy = new Copy('/cells/1/');
        form.elements['A1-text'].value = 'new'; form.elements['A1-revision'].value = '3';
        copy.keep('A1', [...form.elements]);
        const kept = copy.read(); kept.A1.at -= AGE; copy.write(kept);
        form.reset();
        copy.restore(form);
        return [form.elements['A1-text'].value, form.elements['A1-revision'].value];
    }""".replace("AGE", str(age))
    assert load("cells/js/copy.js", ITEM.format(revision="4"), code) == found


def test_what_the_page_holds_already_is_forgotten(load):
    code = """({Copy}) => {
        const form = document.querySelector('form');
        const copy = new Copy('/cells/1/');
        copy.keep('A1', [...form.elements]);
        return [copy.restore(form), copy.read()];
    }"""
    assert load("cells/js/copy.js", ITEM.format(revision="4"), code) == [[], {}]


FILES = """<form data-save="/save/"><p data-saved></p><div data-score></div><div data-missing></div>
<input type="hidden" name="csrfmiddlewaretoken" value="t"><section class="panel" id="A-1"><div data-told hidden></div>
<input type="hidden" name="A-1-revision" value="0"><div data-file><input type="file" name="A-1-files"><ul class="files"><li>
<span class="files__name">x.svg</span><span class="files__size">1 KB · Ready</span></li></ul></div></section></form>"""
REFUSED = """async () => {
  const answer = { revisions: { "A-1": 1 }, faults: { "A-1": ["no"] }, refused: ["A-1"], theirs: {}, evidence: {}, score: "", missing: "" };
  window.fetch = async () => new Response(JSON.stringify(answer));
  const input = document.querySelector("input[type=file]"), chosen = new DataTransfer();
  chosen.items.add(new File(["x"], "x.svg"));
  input.files = chosen.files;
  input.dispatchEvent(new Event("files:ready", { bubbles: true }));
  await new Promise((done) => setTimeout(done, 1300));
  return [input.files.length, document.querySelector(".files__size").textContent, document.querySelector("[data-told]").textContent];
}"""


def test_a_file_that_was_refused_is_called_so_and_not_sent_again(load):
    assert load("cells/js/filing.js", FILES, REFUSED) == [0, "Not taken", "no"]
