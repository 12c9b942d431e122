"""Hints of near-duplicates: the same photo sent again, the same words; private, and never a judgement."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from campaigns.models import EventProof
from campaigns.operations import compare_photos
from campaigns.queries import resemblances
from portal.evidence.operations import take_in
from tests.factories.campaigns import NOON, AreaFactory, EventFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.evidence import upload
from tests.portal.evidence.photos import cropped, jpeg, rotated, scene, screenshot

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
WORDS = "现场发放宣传册，讲解四类垃圾的分类方法，居民踊跃参与提问。"


def handed_in(event, image, now, **options):
    stored = take_in(upload=upload(jpeg(image, **options)), owner=event.created_by, now=now)
    event.proofs.create(kind="photo", file=stored, added_by=event.created_by, added_at=now)
    return event


def hints(event):
    return [(found.kind, found.event) for found in resemblances(event, a_reviewer())]


@pytest.mark.parametrize("change", [cropped, screenshot, rotated])
def test_the_same_photo_sent_again_is_hinted_at_on_both_sides(now, change):
    first = handed_in(EventFactory(state="verified", title="甲"), scene(1), now)
    other = handed_in(EventFactory(state="verified", title="乙"), scene(2), now)
    second = handed_in(EventFactory(state="held", title="丙"), change(scene(1), 1), now)
    assert compare_photos() == 3
    assert (hints(first), hints(second), hints(other)) == ([("photo", second)], [("photo", first)], [])
    assert compare_photos() == 0


def test_the_same_file_is_hinted_at_at_once(now):
    first = handed_in(EventFactory(state="held", title="甲"), scene(1), now)
    second = handed_in(EventFactory(state="held", title="乙"), scene(1), now)
    assert hints(second) == [("photo", first)]


def test_photos_of_one_event_may_resemble_each_other(now):
    event = handed_in(handed_in(EventFactory(state="held"), scene(1), now), scene(1), now, quality=40)
    compare_photos()
    assert hints(event) == []


def test_plain_surfaces_and_withdrawn_events_resemble_nothing(now):
    handed_in(EventFactory(state="held", title="甲"), Image.new("RGB", (64, 48), "white"), now)
    plain = handed_in(EventFactory(state="held", title="乙"), Image.new("RGB", (64, 48), "grey"), now)
    handed_in(EventFactory(state="withdrawn", title="丙"), scene(3), now)
    photo = handed_in(EventFactory(state="held", title="丁"), scene(3), now, quality=50)
    compare_photos()
    assert (hints(plain), hints(photo)) == ([], [])


def test_a_photo_whose_file_is_missing_resembles_nothing_and_holds_up_nobody(now, settings, tmp_path):
    handed_in(EventFactory(state="held"), scene(4), now)
    settings.STORAGES = settings.STORAGES | {
        "evidence": {**settings.STORAGES["evidence"], "OPTIONS": {"location": tmp_path, "inside": "/-/evidence/"}}
    }
    call_command("compare_photos", verbosity=0)
    assert bytes(EventProof.objects.get().marks) == b""


def test_a_joint_event_that_a_partner_enters_again_is_hinted_at():
    zhenglu = AreaFactory(code="zhenglu")
    joint = EventFactory(state="verified", title="红梅郑陆联办垃圾分类集市")
    joint.partner_areas.add(zhenglu)
    again = EventFactory(state="held", title="红梅、郑陆联办垃圾分类集市", area=zhenglu)
    EventFactory(state="held", title="红梅郑陆联办垃圾分类集市", area=zhenglu, starts_at=NOON + dt.timedelta(days=1))
    EventFactory(state="held", title="红梅郑陆联办垃圾分类集市", area=AreaFactory(code="jingkai"))
    assert hints(again) == [("day", joint)]


def test_nearly_the_same_words_of_the_same_street_and_time_are_hinted_at():
    first = EventFactory(state="verified", title="甲", outcome=WORDS)
    EventFactory(state="verified", outcome=WORDS, area=AreaFactory(code="zhenglu"))
    EventFactory(state="verified", outcome=WORDS, starts_at=NOON - dt.timedelta(days=400))
    EventFactory(state="verified", title="乙", outcome="带领学生参观处置中心，了解厨余垃圾如何变成肥料和沼气。")
    again = EventFactory(state="held", title="丙", outcome=WORDS.replace("踊跃", "积极"))
    assert [(found.kind, found.event) for found in resemblances(again, a_reviewer())] == [("text", first)]


def test_short_words_are_never_compared():
    EventFactory(state="verified", title="甲", outcome="很好")
    assert hints(EventFactory(state="held", title="乙", outcome="很好")) == []


def test_another_streets_event_is_hinted_at_without_its_name(client, now):
    image = scene(5)
    foreign = handed_in(EventFactory(state="held", title="别处的活动", area=AreaFactory(code="zhenglu")), image, now)
    own = handed_in(EventFactory(state="held"), image, now, quality=40)
    compare_photos()
    client.force_login(an_officer(own.area))
    page = client.get(reverse("campaigns:event-record", args=[own.public_id])).content.decode()
    assert "其他板块的活动" in page
    assert foreign.title not in page
    client.force_login(a_reviewer())
    assert foreign.title in client.get(reverse("campaigns:event-review", args=[own.public_id])).content.decode()
