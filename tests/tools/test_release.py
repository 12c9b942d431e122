"""A release is tagged only when its papers are in order: tried on a clone of its own."""

import pytest

from portal import version
from tools import release as command
from tools.release import ReleaseError, git, release

LOG = """# Changelog

## [Unreleased]

## [1.10.0] - 2026-12-01

### Added
- A door.

## [1.9.0] - 2026-11-01
- A wall.

[1.9.0]: https://example.org/1.9.0
"""


@pytest.fixture
def clone(tmp_path, monkeypatch):
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "x")
        monkeypatch.setenv(f"{name}_EMAIL", "x@example.org")
    (tmp_path / "origin").mkdir()
    git(tmp_path / "origin", "init", "-q")
    write(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "origin", "clone")
    return tmp_path / "clone"


def write(folder, log=LOG):
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.10.0"\n')
    (folder / "CHANGELOG.md").write_text(log)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x", "--allow-empty")
    version.number.cache_clear()


def test_the_tag_carries_the_notes_and_nothing_leaves_the_clone(clone):
    git(clone, "tag", "v1.9.0")
    assert release(clone) == "v1.10.0"
    assert git(clone, "cat-file", "-t", "v1.10.0") == "tag"
    assert git(clone, "tag", "--list", "v1.10.0", "--format=%(contents)") == "1.10.0\n\n### Added\n- A door."
    assert git(clone, "ls-remote", "--tags", "origin") == ""
    assert git(clone, "status", "--porcelain") == ""


def test_a_tree_with_changes_is_not_released(clone):
    (clone / "new.txt").write_text("x")
    with pytest.raises(ReleaseError, match="not committed"):
        release(clone)


@pytest.mark.parametrize("tag", ["v1.10.0", "v1.11.0", "v2.0.0"])
def test_a_version_that_is_not_newer_is_not_released(clone, tag):
    git(clone, "tag", tag)
    with pytest.raises(ReleaseError, match=f"1.10.0 is not newer than {tag[1:]}"):
        release(clone)


@pytest.mark.parametrize(
    ("log", "fault"),
    [
        ("# Changelog\n", "nothing of 1.10.0"),
        ("## [1.10.0] - 2026-12-01\n\n## [1.9.0] - 2026-11-01\n- A wall.\n", "nothing of 1.10.0"),
        ("## [1.10.0]\n- A door.\n", "no day"),
        ("## [1.10.0] - soon\n- A door.\n", "no day"),
        (LOG.replace("## [Unreleased]\n", "## [Unreleased]\n- Forgotten.\n"), "under Unreleased"),
    ],
)
def test_a_log_that_does_not_tell_of_it_holds_the_release(clone, log, fault):
    write(clone, log=log)
    with pytest.raises(ReleaseError, match=fault):
        release(clone)
    assert git(clone, "tag") == ""


def test_the_command_says_why_not(clone, monkeypatch, capsys):
    monkeypatch.setattr(command, "ROOT", clone)
    git(clone, "tag", "v1.10.0")
    assert command.main() == 1
    assert capsys.readouterr().err.startswith("No release: 1.10.0 is not newer")
    git(clone, "tag", "--delete", "v1.10.0")
    assert command.main() == 0
    assert "nothing was sent" in capsys.readouterr().out
