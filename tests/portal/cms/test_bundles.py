"""The made files are whole, stand alone, speak each language, and keep within their weight."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.cms import bundles

ROOT = settings.BASE_DIR
SOURCES = [
    path
    for room in ("portal", "cells", "campaigns", "surveys")
    for path in sorted((ROOT / room).rglob("static/**/*.js"))
]
STYLE = bundles.made("portal/portal.css")
SCRIPTS = [name for name in bundles.BUNDLES if name.endswith(".js")]


def test_styles_hold_every_source_in_its_layer():
    assert "@import" not in STYLE
    assert STYLE.startswith("@layer tokens, base,")
    assert STYLE.count("{") == STYLE.count("}")
    imports = bundles.source("portal/css/portal.css").count("@import url(")
    assert len(re.findall(r"^@layer \w+ \{", STYLE, re.MULTILINE)) == imports == 11


def test_pictures_of_a_style_are_named_as_seen_from_the_made_file():
    assert re.findall(r'url\("([^"d][^"]*)"\)', STYLE) == ["chevron.svg"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_stand_alone(name):
    assert not re.search(r"^\s*(import\b(?!\()|export\b)", bundles.made(name), re.MULTILINE)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_name_nothing_twice(name):
    """Modules keep their names apart; in one file two that are alike would stop it."""
    text = "\n".join(bundles.modules(bundles.BUNDLES[name]).values())
    found = re.findall(
        r"^(?:export )?(?:async )?(?:const|let|function|class) (?:\[([^\]]+)\]|(\w+))", text, re.MULTILINE
    )
    names = [name for several, one in found for name in (several.split(", ") if several else [one])]
    assert len(names) == len(set(names)) > 10


def test_a_module_that_two_others_need_stands_once_and_before_both():
    found = list(bundles.modules("surveys/js/survey.js"))
    names = ("below", "check", "routes", "draft", "queue", "trail", "survey")
    assert found == [f"surveys/js/{name}.js" for name in names]


def test_what_a_script_loads_later_stays_apart():
    assert 'import("./js/files.js")' in bundles.made("portal/portal.js")
    assert 'import("../portal/js/proof.js")' in bundles.made("surveys/survey.js")


@pytest.mark.parametrize("name", SCRIPTS)
def test_comments_and_margins_of_scripts_are_for_readers_of_the_source(name):
    assert re.findall(r"^(?:\s|//).*", bundles.made(name), re.MULTILINE) == []
    assert re.findall(r"^(?:\s|//).*", bundles.source(bundles.BUNDLES[name]), re.MULTILINE)


def test_no_words_of_a_script_go_over_a_line_whose_margin_would_be_lost():
    lines = [(path.name, line) for path in SOURCES for line in path.read_text().splitlines()]
    assert [each for each in lines if each[1].count("`") % 2] == []


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("portal/portal.css", 20_000),
        ("portal/portal.js", 5_000),
        ("surveys/survey.js", 7_200),
        ("campaigns/events.js", 5_000),
        ("cells/filing.js", 5_000),
    ],
)
def test_weight_on_the_wire(name, most):
    assert len(gzip.compress(bundles.made(name).encode())) <= most


def test_icons_weigh_little():
    assert len(gzip.compress(Path(finders.find("portal/icons.svg")).read_bytes())) <= 10_000


def test_a_made_file_is_written_only_when_its_sources_changed(tmp_path, settings):
    settings.BUNDLES_ROOT = tmp_path
    path = bundles.written("portal/portal.js")
    before = path.stat().st_mtime_ns
    assert bundles.written("portal/portal.js").stat().st_mtime_ns == before
    path.write_text("old")
    assert bundles.written("portal/portal.js").read_text() == bundles.made("portal/portal.js")


def test_collecting_brings_every_made_file(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in (*bundles.BUNDLES, *bundles.WORDS):
        assert (tmp_path / name).read_text() == bundles.made(name)


def test_no_made_file_is_kept_in_the_repository():
    known = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    made = {name.rsplit("/", 1)[1] for name in bundles.BUNDLES}
    static = {path for path in known if "/static/" in path and "/js/" not in path and "/css/" not in path}
    assert not {path for path in static if path.rsplit("/", 1)[1] in made}


def test_scripts_say_their_words_by_plain_ids():
    """What the search for ids does not see would be shown in English to everybody."""
    for path in SOURCES:
        text = path.read_text()
        assert len(bundles.message_ids(text)) == text.count("gettext("), path


def test_scripts_hold_no_words_of_a_language():
    assert [str(path) for path in SOURCES if re.search(r"[\u4e00-\u9fff]", path.read_text())] == []


@pytest.mark.parametrize("name", bundles.WORDS)
def test_words_of_scripts_are_complete_in_chinese(name):
    table = json.loads(bundles.words_script(name).split("= ", 1)[1].split("[document")[0])
    ids = {found for text in bundles.scripts_of(name) for found in bundles.message_ids(text)}
    assert list(table) == ["zh-hans"]
    assert set(table["zh-hans"]) == ids
    assert all(re.search(r"[\u4e00-\u9fff]", word) for word in table["zh-hans"].values())


def test_every_script_that_speaks_has_its_words_beside_it():
    speaking = {path.parent for path in SOURCES if "gettext(" in path.read_text()}
    served = {Path(name).parent for name in bundles.WORDS}
    assert {Path(*folder.parts[folder.parts.index("static") + 1 :]) for folder in speaking} == served
