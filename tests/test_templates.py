"""House rules for templates: short, shallow, no style or script of their own, components by `only`."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "portal/static/portal/icons.svg").read_text()))
LONGEST = 80
LEVELS = 3

EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
INCLUDE = re.compile(r"{%\s*include\s+(.+?)\s*%}")
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
BLOCKTRANSLATE = re.compile(r"{%\s*blocktrans(?:late)?\b([^%]*)%}")
ICON = re.compile(r'{% icon "([\w-]+)" %}')
# Data for allauth's own script files: it is read, not run.
DATA = 'type="application/json"'
# allauth's and Wagtail's own partial templates ask for their context whole.
# A page cut in parts for its length is still one page, and so is what a form says about its matter; everything else
# names its inputs.
PART = re.compile(r'"\w+/parts/[\w/.]+"$|about$')
FOREIGN = ("socialaccount/", "mfa/webauthn/snippets/", "account/snippets/", "wagtailadmin/")


def name(path):
    return str(path.relative_to(TEMPLATES))


def each():
    return pytest.mark.parametrize("path", FILES, ids=name)


@each()
def test_short(path):
    assert len(path.read_text().splitlines()) <= LONGEST


@each()
def test_no_style_and_no_handler(path):
    text = path.read_text()
    assert "style=" not in text
    assert "<style" not in text
    assert "javascript:" not in text
    assert not HANDLER.search(text)


@each()
def test_scripts_are_files(path):
    for attributes in SCRIPT.findall(path.read_text()):
        assert "src=" in attributes or DATA in attributes


@each()
def test_includes_say_only(path):
    for include in INCLUDE.findall(path.read_text()):
        if not include.strip("\"'").startswith(FOREIGN) and not PART.match(include):
            assert include.endswith(" only"), include


@each()
def test_blocktranslate_is_trimmed(path):
    for arguments in BLOCKTRANSLATE.findall(path.read_text()):
        assert re.search(r"\btrimmed\b", arguments), arguments


@each()
def test_nothing_is_marked_safe(path):
    # Help texts come from our own source, never from people.
    text = path.read_text().replace("field.help_text|safe", "")
    assert "|safe" not in text
    assert "autoescape off" not in text


@each()
def test_icons_are_in_the_sprite(path):
    assert set(ICON.findall(path.read_text())) <= SPRITE


@cache
def parent(path):
    found = EXTENDS.search(path.read_text())
    return TEMPLATES / found[1] if found else None


def levels(path):
    above = parent(path)
    # What goes by the name of a page of Wagtail's and extends that name stands on Wagtail's.
    return 1 + (levels(above) if above and above.exists() and above != path else 0)


@each()
def test_three_levels(path):
    # allauth puts base pages of its own between its layouts and its pages.
    own = not name(path).startswith(("account/", "mfa/", "usersessions/", "socialaccount/", "allauth/"))
    assert not own or levels(path) <= LEVELS


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=name)
def test_components_name_their_inputs(path):
    assert path.read_text().startswith("{#")


@each()
def test_a_form_has_a_summary_of_its_errors(path):
    text = path.read_text()
    whole = re.search(r"{{\s*(\w*form)\s*}}", text)
    assert not whole or "components/errors.html" in text or "gallery" in name(path)


@each()
def test_a_form_that_is_included_gets_its_token(path):
    """`only` leaves out the token too, and without a word."""
    for include in INCLUDE.findall(path.read_text()):
        part = TEMPLATES / include.split()[0].strip("\"'")
        if include.endswith(" only") and part.is_file() and "{% csrf_token %}" in part.read_text():
            assert "csrf_token=csrf_token" in include, include
