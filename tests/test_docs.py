"""The documents say what the code does: variables, commands, paths, links, imports and words are all there."""

import ast
import importlib
import re
import subprocess
from pathlib import Path

import pytest

from portal.settings.env import ELSEWHERE, defaults
from tools.drill.course import BLOCKS
from tools.drill.manual import blocks

ROOT = Path(__file__).parents[1]
VARIABLE = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \|", re.MULTILINE)
ROOMS = ("campaigns", "cells", "surveys", *(f"portal/{path.parent.name}" for path in ROOT.glob("portal/*/__init__.py")))
LISTED = subprocess.run(["git", "ls-files", "-z", "--", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True)
DOCUMENTS = sorted(name for name in LISTED.stdout.split("\0") if name and (ROOT / name).exists())
TARGET = re.compile(r"^([a-z-]+):.*##", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FOLDERS = "portal|cells|campaigns|surveys|templates|locale|tests|tools|bench|docs|LICENSES"
PATH = re.compile(rf"(?:(?:{FOLDERS})/[\w./-]+|[\w.-]+\.(?:toml|in|txt|yml|md))")
# Written while the portal runs, or on the operator's machine.
MADE_ELSEWHERE = ("ledger-heads.txt",)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_documents_name_the_variables_of_the_code_with_their_defaults():
    rows = dict(VARIABLE.findall(read("docs/configuration.md")))
    explained = {name: told_default(cell) for name, cell in rows.items() if name != "DJANGO_SETTINGS_MODULE"}
    folders = {name: str(ROOT / explained[name]) for name in ("PORTAL_VAR_DIR", "PORTAL_DISTRICT")}
    assert explained | folders == defaults()
    assert explained["PORTAL_VAR_DIR"] == "var"


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
    refused, of_a_provider = {"PORTAL_OUTBOX_DIR", "PORTAL_FAKE_NOW"}, {"PORTAL_SMS_TEMPLATES"}
    assert set(asked) - refused - of_a_provider - named == set()
    assert {name for name in defaults() if name.startswith("PORTAL_FOOTER")} - named == set()


def test_the_drill_runs_every_block_of_the_manual():
    run = [name for names in BLOCKS.values() for name in names]
    assert [block.name for block in blocks(read("docs/deploy.md"))] == run


def test_scripts_of_the_deployment_read_only_variables_that_are_explained():
    scripts = [*(ROOT / "docs" / "deploy").glob("*.sh"), ROOT / "docs" / "deploy" / "portal"]
    asked = {
        name for script in scripts for name in re.findall(r"\$\{?(PORTAL_[A-Z_]+|DATABASE_URL)", script.read_text())
    }
    assert asked - {*defaults(), *ELSEWHERE, "PORTAL_RELEASE"} == set()


def test_every_make_target_is_named_where_people_look():
    told = read("README.md") + read("CONTRIBUTING.md")
    assert [name for name in TARGET.findall(read("Makefile")) if f"make {name}" not in told] == ["format", "clean"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_of_a_document_exist(name):
    """`make x`, `manage.py x` and the tools of the virtual environment."""
    text = read(name)
    assert set(re.findall(r"\bmake ([a-z-]+)", _code(text))) - set(TARGET.findall(read("Makefile"))) == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - OWN_COMMANDS - DJANGO_COMMANDS == set()


TOPS = ("portal", "cells", "campaigns", "surveys")
OWN_COMMANDS = {path.stem for top in TOPS for path in ROOT.glob(f"{top}/**/management/commands/*.py")}
DJANGO_COMMANDS = {"check", "collectstatic", "migrate", "update_index", "version"}


def _code(text):
    """What stands as code, in lines or between marks."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return "\n".join([*blocks, *CODE.findall(text)])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_a_document_lead_somewhere(name):
    lost = [target for target in LINK.findall(read(name)) if not (ROOT / name).parent.joinpath(target).exists()]
    assert lost == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_that_a_document_names_exist(name):
    """A path counts from the root or from the document's own folder; what is in <angles> or has a star is a pattern."""
    named = [code for code in CODE.findall(read(name)) if PATH.fullmatch(code) and code not in MADE_ELSEWHERE]
    folders = (ROOT, (ROOT / name).parent)
    assert [code for code in named if not any((folder / code).exists() for folder in folders)] == []


def _sections():
    """Each room of docs/architecture.md with what is said of it."""
    parts = re.split(r"^### (\S+)$", read("docs/architecture.md"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_architecture_has_every_room_and_no_other():
    assert sorted(_sections()) == sorted(set(ROOMS) - {"portal/settings"})


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"portal/settings"}))
def test_a_room_imports_what_the_architecture_says(room):
    said = re.search(r"^Imports: (.*?)(?:\n\n|\Z)", _sections()[room], re.MULTILINE | re.DOTALL)
    assert sorted(re.findall(r"`([\w.]+)`", said[1])) == sorted(_imported(room))


def _imported(room):
    rooms = {name.replace("/", ".") for name in ROOMS} - {"portal.settings", room.replace("/", ".")}
    modules = set()
    for path in (ROOT / room).rglob("*.py"):
        if "migrations" not in path.parts:
            modules.update(_modules(ast.parse(path.read_text(encoding="utf-8"))))
    return {name for name in rooms if any(f"{module}.".startswith(f"{name}.") for module in modules)}


def _modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


WORDS = re.findall(r"^\| (\S+) \| [^|]+ \| [^|]+ \| `([\w.]+)` \|$", read("docs/words.md"), re.MULTILINE)


def test_the_glossary_is_read():
    assert len(WORDS) == read("docs/words.md").count("\n| ") - 2 * read("docs/words.md").count("| 中文 |") + 5


@pytest.mark.parametrize(("word", "name"), WORDS)
def test_a_word_of_the_glossary_is_in_the_code_and_in_a_catalogue(word, name):
    assert _found(name) is not None
    catalogues = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("locale/*/zh_Hans/**/*.po"))
    assert word in catalogues


def _found(name):
    """A module, or what a module holds."""
    module, rest = name, []
    while True:
        try:
            found = importlib.import_module(module)
            break
        except ModuleNotFoundError:
            module, _dot, last = module.rpartition(".")
            rest.insert(0, last)
    for part in rest:
        found = getattr(found, part)
    return found


DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
HEADS = ["Context", "Decision", "Given up", "What would change our mind"]


def test_decisions_are_numbered_and_listed():
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    assert re.findall(r"\((\d{4}[\w-]+\.md)\)", read("docs/decisions/README.md")) == [path.name for path in DECISIONS]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_was_given_up_and_fits_a_page(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == HEADS
    assert len(text.splitlines()) <= 45


def test_a_test_that_a_file_names_is_there():
    named = subprocess.run(
        ["git", "grep", "-ohE", r"\btests/[a-z_/]+\.py\b"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert sorted({name for name in named if not (ROOT / name).exists()}) == []
