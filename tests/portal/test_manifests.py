"""What rooms declare leads somewhere, and no room knows the addresses of a job."""

import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings

from portal.manifests import Duty, Found, Ground, Link, Manifest, Panel, Retention, SearchSource, Service, manifests
from portal.rhythm import MINUTE, Every
from portal.upkeep.checks import misspelt, twice
from tests.test_house import ROOT, TEMPLATES, tracked

JOBS = [manifest for manifest in manifests() if manifest.is_job]
NAME = r"""["']({}):[a-z-]+"""


def namespaces(job: Manifest) -> list[str]:
    return [importlib.import_module(module).app_name for _start, module in job.urls]


def test_every_room_with_an_app_declares_itself():
    own = [name for name in settings.INSTALLED_APPS if (ROOT / name.replace(".", "/") / "manifest.py").exists()]
    assert [manifest.room for manifest in manifests()] == own
    rooms = {path.parent.name for path in Path(ROOT, "portal").glob("*/apps.py")} - {"demo"}
    assert rooms <= {manifest.label for manifest in manifests()}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.room)
def test_no_address_of_a_job_stands_outside_of_it(job):
    pattern = re.compile(NAME.format("|".join(namespaces(job))))
    sources = [*tracked("portal/*.py", *(f"{other.room}/*.py" for other in JOBS)), *TEMPLATES]
    others = [path for path in sources if job.room not in path.parts[:2]]
    assert len(others) > 500
    found = [str(path) for path in others if pattern.search((ROOT / path).read_text(encoding="utf-8"))]
    assert found == []


def test_a_job_does_name_its_own_addresses():
    """So that the test above looks for what there is."""
    for job in JOBS:
        pattern = re.compile(NAME.format("|".join(namespaces(job))))
        assert pattern.search((ROOT / job.room / "manifest.py").read_text(encoding="utf-8"))


def test_what_is_declared_is_there():
    assert [*misspelt(manifests()), *twice(manifests())] == []


def words(messages) -> list[tuple[str, str]]:
    return [(message.id, message.msg) for message in messages]


def test_a_misspelt_name_is_named():
    wrong = Manifest(
        "gardens",
        tasks=[Link(10, "x", "x", "gardens:list")],
        services=[Service(10, "x", "x", "cells:certificate-document", "x")],
        answering=["surveys:survey-anwser"],
        duties=[Duty(("water",), Every(MINUTE), "x")],
        ground=[Ground("x", "load_rubrics"), Ground("x", "load_gardens")],
        panels=[Panel(10, "gardens/panel.html", lambda today, now: {})],
    )
    assert words(misspelt([wrong])) == [
        ("upkeep.E001", "gardens:list is no address, or one that needs arguments."),
        ("upkeep.E001", "cells:certificate-document is no address, or one that needs arguments."),
        ("upkeep.E001", "surveys:survey-anwser is no address, or one that needs arguments."),
        ("upkeep.E002", "water is no command."),
        ("upkeep.E002", "load_gardens is no command."),
        ("upkeep.E003", "gardens/panel.html is no template."),
    ]


def test_a_name_that_stands_twice_is_named():
    said = {
        "duties": [Duty(("water",), Every(MINUTE), "x")],
        "searches": [SearchSource(10, "beds", "x", lambda words: [Found("x", "/")])],
        "retention": [Retention("beds", lambda now: 0)],
    }
    assert words(twice([Manifest("gardens", **said), Manifest("parks", **said)])) == [
        ("upkeep.E004", "duty water is declared in gardens too."),
        ("upkeep.E004", "kind of results beds is declared in gardens too."),
        ("upkeep.E004", "retention of beds is declared in gardens too."),
    ]
