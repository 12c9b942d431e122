"""The documents say what the code does."""

import re
from pathlib import Path

from portal.settings.env import ELSEWHERE, defaults
from tools.drill.course import BLOCKS
from tools.drill.manual import blocks

ROOT = Path(__file__).parents[1]
VARIABLE = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \|", re.MULTILINE)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_documents_name_the_variables_of_the_code_with_their_defaults():
    rows = dict(VARIABLE.findall(read("docs/configuration.md")))
    explained = {name: told_default(cell) for name, cell in rows.items() if name != "DJANGO_SETTINGS_MODULE"}
    assert explained == defaults() | {"PORTAL_VAR_DIR": "var"}
    assert Path(defaults()["PORTAL_VAR_DIR"]) == ROOT / "var"


def told_default(cell):
    return "" if cell.startswith("空") else re.match(r"`([^`]*)`", cell)[1]


def test_the_documents_name_the_checks_of_the_code():
    checks = re.findall(r"\b(error|warning)\(\s*(\d+)", read("portal/settings/checks.py"))
    told = re.findall(r"^\| `(portal\.[EW]\d{3})` \|", read("docs/configuration.md"), re.MULTILINE)
    assert told == sorted({f"portal.{kind[0].upper()}{int(number):03}" for kind, number in checks})


def test_what_only_scripts_and_tests_read_is_named():
    assert [name for name in ELSEWHERE if f"`{name}`" not in read("docs/configuration.md")] == []


def test_deployment_names_every_line_that_production_asks_for():
    """And none that nobody reads."""
    named = set(re.findall(r"^([A-Z_]+)=", read("docs/deploy/portal.env"), re.MULTILINE))
    assert named - {*defaults(), *ELSEWHERE, "DJANGO_SETTINGS_MODULE"} == set()
    asked = re.findall(r"\b(?:PORTAL_[A-Z_]+[A-Z]|DATABASE_URL|CACHE_URL)\b", read("portal/settings/checks.py"))
    refused = {"PORTAL_OUTBOX_DIR", "PORTAL_FAKE_NOW"}
    assert set(asked) - refused - named == set()
    assert {name for name in defaults() if name.startswith("PORTAL_FOOTER")} - named == set()


def test_readme_names_every_make_target():
    targets = re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE)
    assert [name for name in targets if f"make {name}" not in read("README.md")] == ["format", "lock", "clean"]


def test_links_of_the_documents_lead_somewhere():
    for name in ("README.md", "docs/configuration.md", "docs/deploy.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", read(name)):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name}: {target}"


def test_the_drill_runs_every_block_of_the_manual():
    run = [name for names in BLOCKS.values() for name in names]
    assert [block.name for block in blocks(read("docs/deploy.md"))] == run


def test_scripts_of_the_deployment_read_only_variables_that_are_explained():
    scripts = [*(ROOT / "docs" / "deploy").glob("*.sh"), ROOT / "docs" / "deploy" / "portal"]
    asked = {
        name for script in scripts for name in re.findall(r"\$\{?(PORTAL_[A-Z_]+|DATABASE_URL)", script.read_text())
    }
    assert asked - {*defaults(), *ELSEWHERE, "PORTAL_RELEASE"} == set()
