"""Heavy work has a queue of its own: few at once, few waiting, and in words when there are too many."""

import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from portal import confined, heavy
from portal.cms.middleware.answers import heavy_work
from portal.evidence.enums import Refusal
from portal.evidence.forms import EvidenceFileField
from tests.factories.evidence import picture

LOCK = (
    "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, 2); print('held', flush=True); time.sleep(60)"
)


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path, monkeypatch):
    settings.PORTAL_TURNS = tmp_path / "turns"
    monkeypatch.setattr(heavy, "AT_ONCE", 1)
    monkeypatch.setattr(heavy, "PATIENCE", 0.2)
    yield
    heavy.SENT_AWAY.set(False)


@pytest.fixture
def taken(settings):
    """Another process of this machine has the only turn."""
    settings.PORTAL_TURNS.mkdir()
    words = [sys.executable, "-c", LOCK, str(settings.PORTAL_TURNS / "0")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_one_works_and_the_next_waits_for_it(monkeypatch):
    monkeypatch.setattr(heavy, "PATIENCE", 10)
    order = []

    def work(name):
        with heavy.turn():
            order.append(f"{name} begins")
            time.sleep(0.1)
            order.append(f"{name} ends")

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [order[at][0] for at in (0, 2, 4)] == [order[at][0] for at in (1, 3, 5)]


def test_whoever_has_a_turn_goes_on():
    with heavy.turn(), heavy.turn():
        pass


def test_a_turn_of_another_process_counts_and_ends_with_it(taken):
    with pytest.raises(heavy.BusyError), heavy.turn():
        pass
    taken.kill()
    taken.wait()
    with heavy.turn():
        pass


def test_too_many_do_not_even_wait(monkeypatch):
    monkeypatch.setattr(heavy, "_waiting", threading.BoundedSemaphore(1))
    monkeypatch.setattr(heavy, "PATIENCE", 60)
    with ExitStack() as stack:
        stack.enter_context(heavy.turn())
        heavy._own.turn = False  # as another thread sees it
        with pytest.raises(heavy.BusyError), heavy.turn():
            pass
        heavy._own.turn = True


def test_a_file_finds_too_many_in_words(taken):
    upload = SimpleUploadedFile("a.jpg", picture())
    field = EvidenceFileField()
    with pytest.raises(Exception, match=r"a\.jpg") as caught:
        field.clean([upload])
    assert caught.value.error_list[0].code == Refusal.BUSY
    assert heavy.SENT_AWAY.get()


@pytest.mark.parametrize(
    ("response", "status"),
    [
        (HttpResponse("form", status=400), 503),
        (HttpResponse("form"), 503),
        (HttpResponse("{}", content_type="application/json"), 200),
        (HttpResponse(status=302), 302),
    ],
)
def test_a_form_that_was_sent_away_is_503(response, status):
    def view(request):
        heavy.SENT_AWAY.set(True)
        return response

    answered = heavy_work(view)(RequestFactory().get("/"))
    assert answered.status_code == status
    assert ("Retry-After" in answered.headers) == (status == 503)


def test_what_was_sent_away_before_is_not_told_to_the_next():
    heavy.SENT_AWAY.set(True)
    assert heavy_work(lambda request: HttpResponse())(RequestFactory().get("/")).status_code == 200


@pytest.mark.django_db
def test_a_document_that_finds_too_many_is_a_page_in_words(client, monkeypatch):
    def busy(*args, **kwargs):
        raise heavy._sent_away()

    monkeypatch.setattr("portal.home.views.site.render", busy)
    response = client.get("/search/")
    assert response.status_code == 503
    assert response["Retry-After"] == "15"
    assert "没有丢失" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_while_it_waits_others_may_use_its_connection(monkeypatch):
    connection.ensure_connection()
    seen = []

    def run(arguments, **options):
        seen.append(connection.connection is None or "memory" in str(connection.settings_dict["NAME"]))
        return subprocess.CompletedProcess(arguments, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    heavy.child("portal.nothing", data=b"", seconds=1)
    assert seen == [True]


def test_a_child_gets_a_tenth_of_what_a_page_gets():
    program = (
        "import os; from portal.confined import confine; confine(memory_bytes=2**30, cpu_seconds=5); print(os.nice(0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, check=True
    )
    assert int(done.stdout) == min(os.nice(0) + confined.NICE, 19)
