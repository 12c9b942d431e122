"""The bundles are as their sources, whole, and within their weight."""

import gzip
import re
import shutil

import pytest
from django.core.management import call_command

from portal.cms import bundles


@pytest.mark.parametrize("name", bundles.BUNDLES)
def test_bundle_is_as_its_sources(name):
    assert (bundles.FOLDER / name).read_text() == bundles.BUNDLES[name](), "run `manage.py bundle_face`"


def test_styles_hold_every_source_in_its_layer():
    text = bundles.styles()
    assert "@import" not in text
    assert text.startswith("@layer tokens, base,")
    assert text.count("{") == text.count("}")
    imports = (bundles.FOLDER / "css" / "portal.css").read_text().count("@import url(")
    assert len(re.findall(r"^@layer \w+ \{", text, re.MULTILINE)) == imports


SCRIPTS = [name for name in bundles.BUNDLES if name.endswith(".js")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_stand_alone(name):
    assert not re.search(r"^(import|export) ", bundles.BUNDLES[name](), re.MULTILINE)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_name_nothing_twice(name):
    """Modules keep their names apart; in one file two that are alike would stop it."""
    found = re.findall(
        r"^(?:async )?(?:const|let|function|class) (?:\[([^\]]+)\]|(\w+))", bundles.BUNDLES[name](), re.MULTILINE
    )
    names = [name for several, one in found for name in (several.split(", ") if several else [one])]
    assert len(names) == len(set(names)) > 10


def test_what_a_script_loads_later_stays_apart():
    assert 'import("./js/files.js")' in bundles.scripts()


@pytest.mark.parametrize(
    ("name", "most"), [("portal.css", 20_000), ("portal.js", 5_000), ("survey.js", 7_000), ("icons.svg", 10_000)]
)
def test_weight_on_the_wire(name, most):
    assert len(gzip.compress((bundles.FOLDER / name).read_bytes())) <= most


def test_command_writes_only_what_changed(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "portal"
    shutil.copytree(bundles.FOLDER, folder)
    (folder / "portal.css").unlink()
    assert bundles.written(folder) == ["portal.css"]
    assert bundles.written(folder) == []
    monkeypatch.setattr(bundles, "written", lambda: ["portal.js"])
    call_command("bundle_face")
    assert "portal.js" in capsys.readouterr().out
