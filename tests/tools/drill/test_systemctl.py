import subprocess

import pytest

from portal.settings.env import BASE_DIR
from tools.drill.manual import with_settings
from tools.drill.site import SETTINGS
from tools.drill.systemctl import UNITS, parse_environment, parse_unit, unit_file

SHIPPED = BASE_DIR / "docs" / "deploy"
SERVICES = sorted(SHIPPED.glob("*.service"))


def test_a_unit_is_read_with_its_instance():
    text = "# words\n[Unit]\nDescription=On %i\n[Service]\nExecStart=/bin/x --port %i\n"
    assert parse_unit(text, "8000") == {
        "Unit": {"Description": "On 8000"},
        "Service": {"ExecStart": "/bin/x --port 8000"},
    }


@pytest.mark.parametrize(
    ("unit", "name", "instance"),
    [
        ("portal-web@8000", "portal-web@.service", "8000"),
        ("portal-worker.service", "portal-worker.service", ""),
        ("portal-alarm@portal-backup.service", "portal-alarm@.service", "portal-backup"),
    ],
)
def test_a_unit_has_its_file(unit, name, instance):
    assert unit_file(unit) == (UNITS / name, instance)


@pytest.mark.parametrize(
    ("line", "value"),
    [("A='two words'", "two words"), ("A='$x `y` #1'", "$x `y` #1"), ("A=plain", "plain"), ("A=''", ""), ("A=", "")],
)
def test_an_environment_file_is_read_without_expanding(line, value):
    assert parse_environment(f"# words\n\n{line}\n") == {"A": value}


def test_a_line_that_is_no_assignment_is_refused():
    with pytest.raises(ValueError):
        parse_environment("export A=1\n")


def test_the_shipped_environment_says_the_same_to_systemd_and_to_the_shell(tmp_path):
    file = tmp_path / "portal.env"
    file.write_text(with_settings((SHIPPED / "portal.env").read_text(), SETTINGS))
    script = f"set -a; . {file}; env -0"
    said = subprocess.run(["env", "-i", "/bin/sh", "-c", script], capture_output=True, check=True).stdout.decode()
    shell = dict(line.split("=", 1) for line in said.split("\0") if line)
    assert {name: shell[name] for name in parse_environment(file.read_text())} == parse_environment(file.read_text())


@pytest.mark.parametrize("path", [path for path in SERVICES if "Restart=always" in path.read_text()])
def test_a_service_that_is_always_restarted_has_no_limit(path):
    assert parse_unit(path.read_text())["Unit"]["StartLimitIntervalSec"] == "0"


def test_services_that_last_are_among_them():
    assert sum("Restart=always" in path.read_text() for path in SERVICES) == 2


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_nothing_of_the_portal_runs_as_root_but_the_alarm(path):
    assert parse_unit(path.read_text())["Service"].get("User", "root") == ("root" if "alarm" in path.name else "portal")
