"""What the daily search finds on the disk: pictures of pages that are gone (F16), and SQLite's own file (F25)."""

import io
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.manifests import Law
from portal.rhythm import Daily
from portal.upkeep.queries import invariants
from portal.upkeep.queries import state as queries
from portal.upkeep.queries.duties import duties

pytestmark = pytest.mark.django_db


class Sqlite:
    """A file of which SQLite says this."""

    vendor = "sqlite"

    def __init__(self, *said):
        self.said = [(line,) for line in said]

    @contextmanager
    def cursor(self):
        yield self

    def execute(self, sql):
        assert sql == "PRAGMA quick_check"
        return self

    def fetchall(self):
        return self.said


def test_f16_a_picture_or_document_of_a_page_that_is_missing_on_the_disk_is_named(now):
    dot = io.BytesIO()
    Image.new("L", (1, 1)).save(dot, "PNG")
    picture = get_image_model().objects.create(title="北门", file=ContentFile(dot.getvalue(), "gone.png"))
    paper = get_document_model().objects.create(title="通知", file=ContentFile(b"x", "gone.pdf"))
    assert invariants.broken(Law.NO_HALF, now) == []
    names = [f"{row._meta.label_lower}:{row.pk}:missing" for row in (picture, paper)]
    for row in (picture, paper):
        row.file.storage.delete(row.file.name)
    assert invariants.broken(Law.NO_HALF, now) == sorted(names)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["ok"], []),
        (["row 3 missing from index a", "wrong # of entries in index b"],
         ["database:row 3 missing from index a", "database:wrong # of entries in index b"]),
    ],
)  # fmt: skip
def test_f25_what_sqlite_finds_wrong_with_its_file_is_named(now, monkeypatch, said, found):
    monkeypatch.setattr(queries, "connection", Sqlite(*said))
    assert invariants.broken(Law.NO_HALF, now) == found


def test_f25_the_search_is_a_duty_of_every_day():
    (duty,) = [duty for duty in duties() if duty.command == ("check_invariants", "--keep")]
    assert isinstance(duty.rhythm, Daily)
