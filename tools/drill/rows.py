"""Runs inside the machine, in `manage.py shell`, on the release that is asked: what is there, and much more of it."""

import hashlib
import io
import json
import random
import time

from django.core.files.images import ImageFile
from django.db import connection
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from campaigns.models import Event
from cells.models import Certificate
from portal.board.models import Observation
from portal.evidence.models import StoredFile
from portal.evidence.queries import root
from surveys.models import Response, Wave


def facts() -> None:
    """Addresses for the walk."""
    wave = Wave.objects.filter(state="open", version__isnull=False).first()
    number = Certificate.objects.order_by("pk").first().number
    print(
        json.dumps(
            {
                "survey": reverse("surveys:survey-answer", args=[wave.survey.slug]),
                "certificate": reverse("cells:certificate-document", args=[number]),
                "picture": get_image_model().objects.order_by("pk").first().file.url,
            }
        )
    )


def hang_picture() -> None:
    """One picture of the site; the demonstration has drawings only."""
    data = io.BytesIO()
    Picture.new("RGB", (320, 200), "green").save(data, "JPEG")
    data.seek(0)
    get_image_model().objects.create(title="演示", file=ImageFile(data, "drill.jpg"))


def fill() -> None:
    """200,000 answers, 5,000 events and ten years of figures, with the bench's own rows."""
    from bench import meeting_rows, outreach_rows  # noqa: PLC0415 - the bench of the release that is asked

    outreach_rows.EVENTS = 5_000
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    meeting_rows.fill()


def tell() -> None:
    """What an upgrade, a roll-back and a restore must leave as it is."""
    figures = Observation.objects.order_by("pk").values_list("indicator__number", "period", "value", "content_hash")
    events = Event.objects.order_by("pk").values_list("public_id", "title", "state", "people_reached")
    numbers = Certificate.objects.order_by("pk").values_list("number", "valid_until")
    told = {name: digest(rows) for name, rows in {"figures": figures, "events": events, "papers": numbers}.items()}
    print(json.dumps(told | {"answers": Response.objects.count(), "count of events": Event.objects.count()}))


def digest(rows) -> str:
    return hashlib.sha256("\n".join(str(tuple(map(str, row))) for row in rows).encode()).hexdigest()


def references() -> None:
    print(json.dumps(list(Response.objects.exclude(reference=None).values_list("reference", flat=True))))


def open_files() -> None:
    """Twenty files by chance: their bytes have the sum of their row, and pictures can be looked at."""
    chance, stored = random.Random(time.time_ns()), list(StoredFile.objects.all())
    for row in chance.sample(stored, min(20, len(stored))):
        data = (root() / row.path).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row.stored_sha256, row.public_id
        if row.is_image:
            Picture.open(io.BytesIO(data)).load()
    print(min(20, len(stored)))
