"""Runs inside the machine, in `manage.py shell`, on the release that is asked: what is there, and much more of it."""

import datetime as dt
import hashlib
import io
import json
import random
import secrets
import time
import uuid

from django.core.files.images import ImageFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from campaigns.models import Event
from campaigns.operations import Filing, plan_event
from cells.models import Certificate
from portal import clock
from portal.accounts.models import Grant
from portal.board.models import Observation
from portal.evidence.models import StoredFile
from surveys.models import PendingTally, Response, Wave
from surveys.operations.tallying import fold_answers

ANSWERS, EVENTS, PORTION = 200_000, 5_000, 5_000

# As if sent from the survey's own address: a place would count them too.
FROM_ITS_PAGE = {"place_id": None, "channel": "open", "tier": "open", "mode": "own_phone"}


def open_wave() -> Wave:
    """The first that may be answered now and was."""
    return Wave.objects.filter(state="open", pk__in=Response.objects.values("wave")).order_by("pk").first()


def facts() -> None:
    """Addresses for the walk."""
    wave = open_wave()
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
    """200,000 answers like those that people gave, and 5,000 planned events, so that every invariant still holds."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    wave = open_wave()
    some, own = list(Response.objects.filter(wave=wave)), {"id", "reference", "key_digest"}
    names = [field.attname for field in Response._meta.concrete_fields if field.name not in own]
    for _ in range(0, ANSWERS, PORTION):
        rows = [
            Response(key_digest=secrets.token_hex(32), **{name: getattr(row, name) for name in names} | FROM_ITS_PAGE)
            for row in random.choices(some, k=PORTION)
        ]
        Response.objects.bulk_create(rows)
        PendingTally.objects.bulk_create([PendingTally(response=row) for row in rows])
    fold_answers(wave=wave)
    plan_events()


@transaction.atomic
def plan_events() -> None:
    now, officer = clock.now(), Grant.objects.filter(role="street_officer").first()
    facts = {
        "type": "stall",
        "channel": "on_site",
        "audiences": ["communities"],
        "place": "演示广场",
        "organiser": "演示街道",
    }
    for number in range(EVENTS):
        starts_at = now + dt.timedelta(days=1 + number % 300)
        times = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2)}
        filing = Filing(key=uuid.uuid4(), facts=facts | times | {"title": f"演示：第 {number} 场"})
        plan_event(actor=officer.user, now=now, area=officer.area, filing=filing)


def tell() -> None:
    """What an upgrade, a roll-back and a restore must leave as it is."""
    entered = Observation.objects.filter(origin="entered")
    figures = entered.order_by("pk").values_list("indicator__number", "period", "value", "content_hash")
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
        with storages["evidence"].open(row.path) as file:  # as releases before the stores knew it too
            data = file.read()
        assert hashlib.sha256(data).hexdigest() == row.stored_sha256, row.public_id
        if row.is_image:
            Picture.open(io.BytesIO(data)).load()
    print(min(20, len(stored)))
