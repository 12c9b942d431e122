import json
import socket
import subprocess
import sys

import pytest

from portal import serve
from portal.supervisor import Supervisor


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small project: what the preparation depends on."""
    for name in ("requirements.txt", "cells/migrations/0001_initial.py", "locale/cells/en/LC_MESSAGES/django.po"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def ran(monkeypatch):
    commands = []
    monkeypatch.setattr(serve.subprocess, "run", lambda command, **_: commands.append(command[2:]))
    return commands


def test_second_preparation_does_nothing(house, ran):
    for _ in range(2):
        serve.prepare(house / "var" / "prepared.json", ["", "True"], demo=True)
    assert ran == [["prepare"]]


def test_empty_portal_is_prepared_without_demo(house, ran):
    serve.prepare(house / "prepared.json", ["", "False"], demo=False)
    assert ran == [["prepare", "--no-demo"]]


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "cells/migrations/0001_initial.py",
        "portal/ledger/migrations/0002_triggers.py",
        "portal/directory/data/plan/areas.csv",
        "cells/data/rubrics.yaml",
        "portal/home/demo/cells.py",
        "locale/cells/en/LC_MESSAGES/django.po",
    ],
)
def test_changed_material_is_prepared_anew(house, name):
    before = serve.material_hash(house, [])
    path = house / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("changed")
    assert serve.material_hash(house, []) != before


def test_source_that_leaves_the_data_alone_changes_nothing(house):
    before = serve.material_hash(house, [])
    (house / "cells" / "views.py").write_text("changed")
    assert serve.material_hash(house, []) == before


def test_another_database_is_prepared_anew(house):
    assert serve.material_hash(house, ["postgres://one"]) != serve.material_hash(house, ["postgres://two"])


def test_failed_preparation_leaves_no_stamp(house, monkeypatch):
    def fail(command, **_):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(serve.subprocess, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        serve.prepare(house / "prepared.json", [], demo=True)
    assert not (house / "prepared.json").exists()


def test_sqlite_has_one_process_that_also_does_the_background_work():
    (web,) = serve.children("127.0.0.1", 8000, embedded=True)
    assert web.command[-1] == "portal.embedded:application"


def test_postgresql_has_a_worker_beside_the_web():
    web, worker = serve.children("127.0.0.1", 8000, embedded=False)
    assert web.command[-1] == "portal.wsgi:application"
    assert worker.command[-1] == "work"


def test_demo_and_real_portal_keep_their_data_apart(house, monkeypatch):
    folders = []
    for demo in (True, False):
        for name in ("PORTAL_VAR_DIR", "PORTAL_BASE_URL", "DJANGO_SETTINGS_MODULE"):
            monkeypatch.delenv(name, raising=False)
        folders.append(serve.environment(8001, demo=demo))
        assert serve.os.environ["PORTAL_BASE_URL"] == "http://localhost:8001"
    assert folders == [house / "var" / "demo", house / "var" / "real"]
    assert all((folder / "static").is_dir() for folder in folders)


def test_given_folder_is_kept(house, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR_DIR", str(house / "mine"))
    assert serve.environment(8000, demo=True) == house / "mine"


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_taken_port_is_said_plainly(taken, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["serve", "--port", str(taken)])
    assert serve.main() == 1
    assert f"Port {taken} is taken" in capsys.readouterr().out


def test_no_answer_within_the_limit(taken, monkeypatch):
    monkeypatch.setattr(serve, "START_LIMIT", 0.3)
    assert not serve.wait_until_served("http://127.0.0.1:1/", Supervisor([], print))


def test_stamp_tells_its_material(house, ran):
    serve.prepare(house / "prepared.json", ["", "True"], demo=True)
    assert json.loads((house / "prepared.json").read_text()) == {
        "material": serve.material_hash(house, ["", "True"]),
    }


@pytest.mark.parametrize(("embedded", "names"), [(True, 1), (False, 2)])
def test_what_reloads_is_djangos_own_server(embedded, names):
    web, *rest = serve.children("127.0.0.1", 8000, embedded=embedded, reload=True)
    assert web.command[-4:] == ["runserver", "127.0.0.1:8000", "--settings", "portal.settings.reload"]
    assert len([web, *rest]) == names
