import json
import sys
from types import SimpleNamespace

import pytest

from portal import serve
from portal.faults import NotReadyError
from portal.supervisor import Child, Supervisor


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
    done = SimpleNamespace(returncode=0)
    monkeypatch.setattr(serve.subprocess, "run", lambda command, **_: commands.append(command[2:]) or done)
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
        "portal/directory/districts/one/plan/areas.csv",
        "cells/data/rubrics.yaml",
        "portal/demo/story/cells.py",
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


def test_failed_preparation_leaves_no_stamp_and_ends_with_its_status(house, monkeypatch):
    monkeypatch.setattr(serve.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=3))
    with pytest.raises(SystemExit) as ended:
        serve.prepare(house / "prepared.json", [], demo=True)
    assert ended.value.code == 3
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


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "８０００", "80.0"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(NotReadyError, match="a port is a number from 1 to 65535"):
        serve.port_number(text)


def test_child_that_ends_before_it_answers_is_not_waited_for():
    supervisor = Supervisor([Child("The web server", [sys.executable, "-c", ""])], print)
    supervisor.children[0].start(0)
    supervisor.children[0].process.wait()
    assert not serve.wait_until_served("http://127.0.0.1:1/", supervisor)


def test_no_answer_within_the_limit(monkeypatch):
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
