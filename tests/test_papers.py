"""The papers of the repository that other people's tools read: licence, publiccode.yml, .editorconfig, the hook."""

import configparser
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from portal import version
from tools.release import SECTION

ROOT = Path(__file__).parents[1]
PUBLIC = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
# What version 0.5 of the standard requires at the top, as italia/publiccode-parser-go reads it; `url` is still to come.
REQUIRED = {
    "publiccodeYmlVersion",
    "name",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {"softwareVersion", "releaseDate", "categories", "intendedAudience", "dependsOn"}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
CATEGORIES = {
    "content-management",
    "data-collection",
    "data-visualization",
    "event-management",
    "survey",
    "workflow-management",
}
SCOPES = {"environment", "local-authorities"}


def test_publiccode_has_the_standard_s_keys_and_no_other():
    assert set(PUBLIC) >= REQUIRED
    assert set(PUBLIC) <= REQUIRED | OPTIONAL | {"url"}


def test_publiccode_has_values_that_the_standard_knows():
    assert PUBLIC["publiccodeYmlVersion"] == "0.5"
    assert PUBLIC["developmentStatus"] in STATUSES
    assert PUBLIC["softwareType"] == "standalone/web"
    assert set(PUBLIC["categories"]) <= CATEGORIES
    assert set(PUBLIC["intendedAudience"]["scope"]) <= SCOPES
    assert PUBLIC["maintenance"]["type"] == "internal"
    assert all(contact["name"] for contact in PUBLIC["maintenance"]["contacts"])
    assert PUBLIC["localisation"] == {"localisationReady": True, "availableLanguages": ["zh", "en"]}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_publiccode_describes_in_the_lengths_that_the_standard_sets(language):
    told = PUBLIC["description"][language]
    assert len(told["genericName"]) <= 35
    assert len(told["shortDescription"]) <= 150
    assert 150 <= len(told["longDescription"]) <= 10_000
    assert told["features"]


def test_version_licence_and_day_are_those_of_the_release():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    days = {found["name"]: found["day"] for found in SECTION.finditer(log)}
    assert PUBLIC["softwareVersion"] == version.number() == project["version"]
    assert PUBLIC["releaseDate"] == days[version.number()]
    assert PUBLIC["legal"]["license"] == project["license"] == "MulanPSL-2.0"


def test_the_licence_is_whole_in_both_languages():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for mark in (
        "木兰宽松许可证，第2版",
        "条款结束",
        "Mulan Permissive Software License",
        "END OF THE TERMS AND CONDITIONS",
    ):
        assert mark in text


def listed(*patterns):
    found = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


TEXTS = ("*.py", "*.html", "*.css", "*.js", "*.yaml", "*.yml", "*.toml", "*.sh", "*.typ", "Makefile")


def test_files_keep_what_editorconfig_promises():
    rules = configparser.ConfigParser()
    rules.read_string(f"[top]\n{(ROOT / '.editorconfig').read_text(encoding='utf-8')}")
    assert (
        dict(rules["*"]).items()
        >= {"end_of_line": "lf", "insert_final_newline": "true", "trim_trailing_whitespace": "true"}.items()
    )
    # What other programs wrote is kept as they wrote it.
    ours = (path for path in listed(*TEXTS) if "tests/files" not in str(path))
    for path in ours:
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text, path
        assert not text or text.endswith("\n"), path
        assert [line for line in text.split("\n") if line != line.rstrip(" \t")] == [], path


def test_the_hook_asks_what_lint_asks():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert [(repo["repo"], [hook["entry"] for hook in repo["hooks"]]) for repo in hooks] == [("local", ["make lint"])]
