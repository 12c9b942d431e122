"""The documents say what the code does."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = re.compile(r'\w+\("([A-Z][A-Z_]+)"')


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_environment_variable_is_explained():
    told = read("docs/configuration.md")
    assert [name for name in NAME.findall(read("portal/settings/env.py")) if f"`{name}`" not in told] == []


def test_deployment_sets_only_variables_that_exist():
    known = set(NAME.findall(read("portal/settings/env.py"))) | {"DJANGO_SETTINGS_MODULE"}
    given = {
        line.split("=")[0] for line in read("docs/deploy/portal.env").splitlines() if "=" in line and line[0] != "#"
    }
    assert given - known == set()


def test_readme_names_every_make_target():
    targets = re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE)
    assert [name for name in targets if f"make {name}" not in read("README.md")] == ["format", "lock", "clean"]


def test_links_of_the_documents_lead_somewhere():
    for name in ("README.md", "docs/configuration.md", "docs/deploy.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", read(name)):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name}: {target}"
