"""Decoding happens in a child that cannot take the house down with it."""

import io
import subprocess
import sys
from dataclasses import replace

import pytest

from portal import heavy
from portal.evidence.child import reencode
from portal.evidence.child.limits import DEFAULT, Limits
from portal.evidence.enums import Refusal
from portal.evidence.errors import RefusedFileError
from portal.evidence.intake import sandbox
from tests.factories.evidence import picture
from tests.portal.evidence import samples


def answer(data: bytes, limits: Limits = DEFAULT, **options) -> tuple[int, bytes]:
    target = io.BytesIO()
    return reencode.answer("picture", io.BytesIO(data), target, limits, **options), target.getvalue()


@pytest.mark.parametrize(
    ("data", "limits", "status"),
    [
        (picture(), DEFAULT, 0),
        (picture((100, 100)), Limits(pixels=9999), reencode.UNFIT),
        (picture((100, 10)), Limits(side=99), reencode.UNFIT),
        (b"no picture", DEFAULT, reencode.UNREADABLE),
        (picture(kind="GIF"), DEFAULT, reencode.UNREADABLE),
        (picture(kind="TIFF"), DEFAULT, reencode.UNREADABLE),
    ],
)
def test_answers(data, limits, status):
    given, output = answer(data, limits)
    assert given == status
    assert bool(output) == (status != reencode.UNREADABLE)


def test_main_reads_and_writes_confined(monkeypatch):
    limits, target = [], io.BytesIO()
    monkeypatch.setattr(reencode, "confine", lambda **given: limits.append(given))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(picture((400, 300)))))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(target))
    assert reencode.main(["picture", "100"]) == 0
    assert limits == [{"memory_bytes": DEFAULT.memory_bytes, "cpu_seconds": DEFAULT.cpu_seconds}]
    assert b'"width": 100' in target.getvalue()
    assert reencode.main(["picture"]) == reencode.UNREADABLE


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("bytearray(2_000_000_000)", b"MemoryError"),
        ("import os; os.write(os.open('escape', os.O_WRONLY | os.O_CREAT), b'x')", b"File too large"),
    ],
)
def test_the_child_is_confined(tmp_path, work, words):
    program = f"from portal.confined import confine; from portal.evidence.child import limits; confine(memory_bytes=limits.DEFAULT.memory_bytes, cpu_seconds=20); {work}"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(heavy.ROOT)},
        capture_output=True,
        check=False,
    )
    assert words in done.stderr or done.returncode < 0


def test_the_child_does_not_load_the_portal():
    program = "import sys; from portal.evidence.child import reencode, pictures, pdf, office; print([n for n in sys.modules if 'django' in n])"
    done = subprocess.run([sys.executable, "-c", program], cwd=heavy.ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_a_picture_that_is_not_through_in_time_found_a_busy_machine():
    with pytest.raises(RefusedFileError) as caught:
        sandbox.made_anew("picture", picture(), limits=replace(DEFAULT, wall_seconds=0.001))
    assert caught.value.code == Refusal.BUSY


def test_what_the_child_says_is_said_in_words():
    with pytest.raises(RefusedFileError) as caught:
        sandbox.made_anew("picture", samples.bomb_png(9000, 9000))
    assert (caught.value.code, caught.value.values["megapixels"]) == (Refusal.TOO_MANY_PIXELS, 24)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (-9, Refusal.TOO_HARD),
        (-24, Refusal.TOO_HARD),
        (1, Refusal.DAMAGED),
        (4, Refusal.DAMAGED),
    ],
)
def test_what_the_childs_end_means(monkeypatch, status, code):
    ended = subprocess.CompletedProcess([], status, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: ended)
    with pytest.raises(RefusedFileError) as caught:
        sandbox.made_anew("picture", picture())
    assert caught.value.code == code


def test_the_child_gets_nothing_of_our_environment(monkeypatch):
    seen = {}

    def run(arguments, **options):
        seen.update(options)
        return subprocess.CompletedProcess(arguments, 4, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(RefusedFileError):
        sandbox.made_anew("picture", samples.camera_jpeg())
    assert seen["env"].keys() == {"PYTHONDONTWRITEBYTECODE"}
