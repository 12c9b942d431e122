"""Hints of near-duplicates: the same photo sent again, the same words; private, and never a judgement."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFilter

from campaigns.queries import resemblances
from portal.evidence.operations import take_in
from tests.factories.campaigns import NOON, AreaFactory, EventFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db
WORDS = "现场发放宣传册，讲解四类垃圾的分类方法，居民踊跃参与提问。"


def scene(seed: int) -> Image.Image:
    """A made photo: soft ground, a few things in it."""
    image = Image.effect_noise((640, 480), 40).convert("RGB").filter(ImageFilter.GaussianBlur(6))
    draw = ImageDraw.Draw(image)
    for number in range(9):
        x, y = (seed * 97 + number * 151) % 560, (seed * 57 + number * 89) % 400
        colour = tuple((seed * 31 + number * 71 + channel * 53) % 256 for channel in range(3))
        draw.rectangle(
            [x, y, x + 60 + (seed * 13 + number * 29) % 160, y + 50 + (seed * 7 + number * 37) % 140], colour
        )
    return image


def recompressed(image):
    return image, {"quality": 35}


def scaled(image):
    return image.resize((420, 315)), {"quality": 80}


def trimmed(image):
    return image.crop((6, 5, 634, 475)), {"quality": 85}


def handed_in(event, image, now, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    stored = take_in(upload=upload(file.getvalue()), owner=event.created_by, now=now)
    event.proofs.create(kind="photo", file=stored, added_by=event.created_by, added_at=now)
    return event


@pytest.mark.parametrize("change", [recompressed, scaled, trimmed])
def test_the_same_photo_sent_again_is_hinted_at(now, change):
    image = scene(1)
    first = handed_in(EventFactory(state="verified"), image, now)
    changed, options = change(image)
    second = handed_in(EventFactory(state="held"), changed, now, **options)
    (found,) = resemblances(second, a_reviewer())
    assert (found.kind, found.event, found.is_visible) == ("photo", first, True)


def test_other_scenes_are_not(now):
    handed_in(EventFactory(state="verified"), scene(1), now)
    for seed in range(2, 8):
        event = handed_in(EventFactory(state="held"), scene(seed), now)
        assert resemblances(event, a_reviewer()) == []


def test_plain_surfaces_and_withdrawn_events_resemble_nothing(now):
    handed_in(EventFactory(state="held"), Image.new("RGB", (64, 48), "white"), now)
    plain = handed_in(EventFactory(state="held"), Image.new("RGB", (64, 48), "grey"), now)
    assert resemblances(plain, a_reviewer()) == []
    image = scene(3)
    handed_in(EventFactory(state="withdrawn"), image, now)
    assert resemblances(handed_in(EventFactory(state="held"), image, now, quality=50), a_reviewer()) == []


def test_nearly_the_same_words_of_the_same_street_and_time_are_hinted_at():
    first = EventFactory(state="verified", outcome=WORDS)
    EventFactory(state="verified", outcome=WORDS, area=AreaFactory(code="zhenglu"))
    EventFactory(state="verified", outcome=WORDS, starts_at=NOON - dt.timedelta(days=400))
    EventFactory(state="verified", outcome="带领学生参观处置中心，了解厨余垃圾如何变成肥料和沼气。")
    again = EventFactory(state="held", outcome=WORDS.replace("踊跃", "积极"))
    assert [(found.kind, found.event) for found in resemblances(again, a_reviewer())] == [("text", first)]


def test_short_words_are_never_compared():
    EventFactory(state="verified", outcome="很好")
    assert resemblances(EventFactory(state="held", outcome="很好"), a_reviewer()) == []


def test_another_streets_event_is_hinted_at_without_its_name(client, now):
    image = scene(5)
    foreign = handed_in(EventFactory(state="held", title="别处的活动", area=AreaFactory(code="zhenglu")), image, now)
    own = handed_in(EventFactory(state="held"), image, now, quality=40)
    client.force_login(an_officer(own.area))
    page = client.get(reverse("campaigns:event-record", args=[own.public_id])).content.decode()
    assert "其他板块的活动" in page
    assert foreign.title not in page
    client.force_login(a_reviewer())
    assert foreign.title in client.get(reverse("campaigns:event-review", args=[own.public_id])).content.decode()
