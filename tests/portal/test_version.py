"""The version stands in one place; the commit is known in a checkout and in a packed release."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal import version
from portal.accounts.roles import Role
from tests.factories.accounts import GrantFactory, with_second_factor

ROOT = Path(__file__).parents[2]


def git(folder, *words) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path):
    """A small repository with the files that tell its version."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nversion = "7.8.9"\n')
    for name in (".gitattributes", ".git_archival.txt"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "one")
    return folder


def test_a_checkout_tells_its_commit(checkout):
    assert version.in_full(checkout) == f"7.8.9 ({git(checkout, 'rev-parse', 'HEAD')[:7]})"


def test_a_packed_release_tells_it_without_git(checkout, tmp_path):
    git(checkout, "archive", "--output", str(tmp_path / "release.tar"), "HEAD")
    shutil.unpack_archive(tmp_path / "release.tar", tmp_path / "release")
    assert version.commit(tmp_path / "release") == git(checkout, "rev-parse", "HEAD")[:7]


def test_a_copy_without_either_has_its_number(checkout, tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "pyproject.toml").write_bytes((checkout / "pyproject.toml").read_bytes())
    assert version.in_full(bare) == "7.8.9"


def test_the_command_prints_it():
    said = subprocess.run(
        [sys.executable, "manage.py", "version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == version.in_full()


def test_no_other_file_says_a_number_of_its_own():
    assert re.fullmatch(r"\d+\.\d+\.\d+", version.number())
    listed = git(ROOT, "grep", "-lF", f'"{version.number()}"', "--", "*.py", "*.toml", "*.html").split()
    assert listed == ["pyproject.toml"]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "is_told"), [(Role.EDITOR, True), (Role.UNIT_MEMBER, False), (Role.RESIDENT, False)])
def test_staff_read_it_on_their_pages_and_nobody_else(client, role, is_told):
    user = GrantFactory(role=role).user
    client.force_login(with_second_factor(user) if is_told else user)
    page = client.get("/account/sessions/")
    assert page.status_code == 200
    assert (version.in_full() in page.content.decode()) == is_told


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/board/", "/account/login/", "/nowhere/", "/.well-known/security.txt"])
def test_strangers_do_not(client, address):
    assert version.number() not in client.get(address).content.decode()
