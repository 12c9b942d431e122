"""A fourth job is a folder of three files and a line in INSTALLED_APPS: one is made here, in a portal of its own."""

import json
import os
import subprocess
import sys
from textwrap import dedent

import pytest

from tests import made
from tests.test_house import ROOT

SETTINGS = """
    from portal.settings.test import *
    from portal.settings.test import INSTALLED_APPS
    INSTALLED_APPS.insert(INSTALLED_APPS.index("surveys"), "gardens")
"""
MANIFEST = """
    from gardens import beds
    from portal.manifests import Duty, Invariant, Law, Link, Manifest, Retention, SearchSource, Service
    from portal.rhythm import Daily

    LIST = "gardens:bed-list"
    MANIFEST = Manifest(
        "gardens",
        urls=[("gardens/", "gardens.beds")],
        tasks=[Link(15, "Compost gardens", "recycle", LIST)],
        places=[Link(15, "My bed", "recycle", LIST, ())],
        services=[Service(15, "Compost gardens", "Where kitchen waste becomes soil.", LIST, "堆肥 compost")],
        searches=[SearchSource(15, "beds", "Beds", beds.found, beds.named)],
        duties=[Duty(("water_beds",), Daily(4, 30), "Waters the beds")],
        invariants=[Invariant(Law.NO_DOUBLE, beds.shared)],
        retention=[Retention("gardeners", beds.forget)],
    )
"""
BEDS = """
    from django.shortcuts import render
    from django.urls import path, reverse
    from portal.manifests import Found

    def bed_list(request):
        return render(request, "layouts/page.html", {"page_title": "All beds"})

    def found(words):
        return [Found("青龙堆肥园", reverse("gardens:bed-list"), "kitchen waste")]

    def named(typed):
        return [name for name in ["青龙堆肥园"] if typed in name]

    def shared(now):
        return ["bed:7"]

    def forget(*, now):
        return 3

    app_name = "gardens"
    urlpatterns = [path("", bed_list, name="bed-list")]
"""
WATER = """
    from django.core.management.base import BaseCommand

    class Command(BaseCommand):
        def handle(self, *args, **options):
            self.stdout.write("watered")
"""
WALK = """
    import json
    import django
    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment
    from portal.accounts.models import User
    from portal.clock import now
    from portal.cms.catalogues import room_of
    from portal.upkeep.checks import declared_names
    from portal.upkeep.queries.duties import duties
    from portal.upkeep.queries.invariants import broken
    from portal.upkeep.models import DutyRecord
    from portal.upkeep.operations.retention import forget_expired
    from portal.upkeep.worker.rounds import do_round
    from pathlib import Path

    setup_test_environment()
    stranger, resident = Client(), Client()
    resident.force_login(User.objects.create(username="r"))
    page = stranger.get("/gardens/")
    do_round([duty for duty in duties() if duty.name == "water_beds"], now())
    print(json.dumps({
        "faults": [str(fault) for fault in declared_names()],
        "page": [page.status_code, "All beds" in page.content.decode()],
        "tasks": [task["url"] for task in page.context["site_tasks"]][:3],
        "places": [place["url"] for place in resident.get("/gardens/").context["places"]],
        "found": [(hit.kind.value, hit.url) for hit in stranger.get("/search/?q=青龙堆肥园").context["hits"]],
        "service": [(hit.kind.value, hit.url) for hit in stranger.get("/search/?q=堆肥").context["hits"]],
        "named": stranger.get("/search/suggest/?q=青龙").json()["names"],
        "in English": stranger.get("/en/gardens/").status_code,
        "duty": "water_beds" in [duty.name for duty in duties() if duty.rhythm.period.days],
        "done": DutyRecord.objects.get(pk="water_beds").failures,
        "broken": broken("I2", now()),
        "gone": forget_expired(now=now())["gardeners"],
        "catalogue": room_of(Path("gardens/beds.py")),
    }))
"""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")


@pytest.fixture
def walked(tmp_path):
    write(tmp_path / "garden_settings.py", SETTINGS)
    write(tmp_path / "gardens/__init__.py", "")
    write(tmp_path / "gardens/manifest.py", MANIFEST)
    write(tmp_path / "gardens/beds.py", BEDS)
    write(tmp_path / "gardens/management/commands/water_beds.py", WATER)
    made.copy_sqlite(tmp_path / "portal.sqlite3")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "garden_settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "PORTAL_VAR_DIR": str(tmp_path),
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-c", dedent(WALK)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_a_fourth_job_is_where_people_and_the_clock_look_for_it(walked):
    assert walked == {
        "faults": [],
        "page": [200, True],
        "tasks": ["/surveys/", "/gardens/", "/cells/check/"],
        "places": ["/cells/mine/", "/gardens/", "/account/sessions/"],
        "found": [["beds", "/gardens/"], ["services", "/gardens/"]],
        "service": [["services", "/gardens/"], ["beds", "/gardens/"]],
        "named": ["青龙堆肥园"],
        "in English": 200,
        "duty": True,
        "done": 0,
        "broken": ["bed:7"],
        "gone": 3,
        "catalogue": "gardens",
    }
