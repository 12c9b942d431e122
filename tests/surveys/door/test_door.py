"""What the door answers itself, and what becomes of it when something breaks."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection, transaction

from portal import doors
from portal.accounts.roles import Role
from portal.procedure.taking import lock
from surveys.enums import Channel, FlagKind, Tier
from surveys.models import Flag, Invitation, Response, Wave
from surveys.operations.collection import revoke_place
from tests.crowd import at_once
from tests.factories import surveys as factory
from tests.surveys.door.conftest import INVITED, IS_STORING, Sent, invited, post

pytestmark = pytest.mark.django_db(transaction=True)
# On SQLite each post is Django's.
POSTS = 0 if IS_STORING else 1


def reference_in(answer) -> str:
    return answer.header("Location").partition("/receipts/")[2][:9]


@pytest.fixture
def place(wave):
    return factory.PlaceFactory(survey=wave.survey)


def test_form_post_and_receipt_are_the_doors_own(ways, wave, place):
    paths = ("/surveys/resident/", "/en/surveys/resident/", f"/q/{place.token}")
    ways.warm(wave, *paths)
    for path in paths:
        assert ways.by_door(Sent(path=path)).status == "200 OK"
        assert ways.asked == 0
        told = ways.by_door(post(wave, path))
        assert told.status == "302 Found"
        row = Response.objects.get(reference=reference_in(told))
        assert row.place == (place if path.startswith("/q/") else None)
        receipt, _, query = told.header("Location").partition("?")
        page = ways.by_door(Sent(path=receipt, query=query))
        assert row.reference in page.body.decode()
        assert ways.asked == POSTS * 2
        ways.asked = 0


def test_a_receipt_of_another_process_is_looked_up_and_none_is_invented(ways, wave):
    ways.warm(wave)
    (row,) = factory.answered(wave)
    assert row.reference in ways.by_door(Sent(path=f"/surveys/receipts/{row.reference}/")).body.decode()
    assert ways.asked == POSTS
    assert ways.by_door(Sent(path="/surveys/receipts/AAAA-AAAA/")).status.startswith("404")


def test_one_form_sent_twenty_times_at_once_is_one_answer(ways, wave):
    ways.warm(wave)
    before, sent = Response.objects.count(), post(wave)
    told = at_once(lambda _: ways.by_door(sent), 20, workers=8)
    assert {answer.status[:3] for answer in told} <= {"302", "409"}
    assert len({reference_in(answer) for answer in told if answer.status[:3] == "302"}) == 1
    assert Response.objects.count() == before + 1


def test_a_wave_that_closes_in_the_same_moment_takes_no_answer_and_loses_none(ways, wave):
    """The post waits for whoever closes; what was told of was stored before."""
    ways.warm(wave)
    before, told = Response.objects.count(), []
    sender = threading.Thread(target=lambda: told.append(ways.by_door(post(wave))))
    with transaction.atomic():
        lock(wave)
        Wave.objects.filter(pk=wave.pk).update(state="closed")
        if IS_STORING:
            sender.start()
            sender.join(0.5)
            assert told == []
    if not IS_STORING:
        sender.start()
    sender.join()
    assert told[0].status.startswith("409")
    assert Response.objects.count() == before


def test_a_code_that_was_switched_off_brings_no_answer_of_its_place(ways, wave, place):
    path = f"/q/{place.token}"
    ways.warm(wave, path)
    officer = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    revoke_place(place=place, reason="搬走了", actor=officer, now=factory.NOW)
    row = Response.objects.get(reference=reference_in(ways.by_door(post(wave, path))))
    assert (row.channel, row.tier, row.place) == (Channel.UNKNOWN, Tier.OPEN, None)


def test_a_kept_form_ends_with_the_window(ways, wave, monkeypatch):
    closing = wave.closes_at - timedelta(seconds=3)
    for place in ("surveys.views.respond", "surveys.door.pages"):
        monkeypatch.setattr(f"{place}.now", lambda: closing)
    by_proxy = {"HTTP_X_PROXY_FILLS_FORMS": "1"}
    for _ in range(2):
        assert int(ways.by_door(Sent(headers=by_proxy)).header("X-Accel-Expires")) in {2, 3}
    monkeypatch.setattr("surveys.views.respond.now", lambda: wave.closes_at - timedelta(milliseconds=300))
    caches["drawings"].clear()
    ways.door.forms._kept._things.clear()
    page = ways.by_door(Sent())
    assert page.header("X-Accel-Expires") is None
    assert b"--unique--" not in page.body
    assert ways.door.forms._kept.left(next(iter(ways.door.forms._kept._things))) == 0


def test_limits_count_a_sending_once_whichever_way_it_goes(ways, wave, settings):
    ways.warm(wave)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"survey_answers": "4/10m/key"}
    caches["default"].clear()
    same = post(wave)
    # The second is known to the database already, so the door leaves it to Django; it counts as any other.
    for sent in (same, same, post(wave), post(wave)):
        assert ways.by_door(sent).status == "302 Found"
    assert not Flag.objects.exists()
    ways.by_door(post(wave))
    assert Flag.objects.get().kind == FlagKind.BURST


def test_what_nobody_can_have_read_is_flagged_and_then_asked_for_work(ways, wave, settings):
    ways.warm(wave)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"survey_unread": "1/10m/key"}
    told = [ways.by_door(post(wave, since=factory.NOW)).status[:3] for _ in range(2)]
    assert told == ["302", "429"]
    assert Flag.objects.filter(kind=FlagKind.SPEED).count() == 1


def test_no_connection_is_kept_by_threads_that_come_and_go(ways, wave):
    ways.warm(wave)
    at_once(lambda _: ways.by_door(post(wave)), 40, workers=20)
    if IS_STORING:
        pool = ways.door.answers._store.connections
        assert 0 < len(pool._idle) <= 8
        assert pool._free._value == 8
    assert Response.objects.count() == 42


def test_a_server_that_was_restarted_costs_no_answer(ways, wave):
    ways.warm(wave)
    if IS_STORING:
        at_once(lambda _: ways.by_door(post(wave)), 4, workers=4)
        for used in ways.door.answers._store.connections._idle:
            with connection.cursor() as other:
                other.execute("SELECT pg_terminate_backend(%s)", [used.info.backend_pid])
    before = Response.objects.count()
    for _ in range(5):
        assert ways.by_door(post(wave)).status == "302 Found"
    assert Response.objects.count() == before + 5
    assert ways.asked == (1 if IS_STORING else 5)
    assert not doors.SHUT.is_shut


def test_a_door_that_breaks_is_shut_and_django_answers(ways, wave, monkeypatch):
    ways.warm(wave)

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(ways.door.forms, "answer", broken)
    monkeypatch.setattr("surveys.door.answers.plain_sheet", broken)
    assert doors.health_lines(factory.NOW)[0].text == "doors: ok"
    assert ways.by_door(post(wave) if IS_STORING else Sent()).status[:3] in {"302", "200"}
    assert doors.SHUT.is_shut
    assert doors.health_lines(factory.NOW)[0].text == "doors: broke"
    assert ways.by_door(Sent()).status == "200 OK"
    assert ways.asked == 2


def test_an_answer_by_invitation_is_the_doors_own_and_spends_it(ways, wave):
    ways.warm(wave, INVITED, f"/en{INVITED}")
    for path in (INVITED, f"/en{INVITED}"):
        told = ways.by_door(ways.first(wave, path))
        row = Response.objects.get(reference=reference_in(told))
        assert (row.channel, row.tier, ways.asked) == (Channel.INVITATION, Tier.INVITED, POSTS)
        cookie = {"HTTP_COOKIE": "invitation=abcdefgh; mode=elder"}
        assert ways.by_door(Sent(path=told.header("Location"), headers=cookie)).status == "200 OK"
        ways.asked = 0
    assert Invitation.objects.filter(used=True).count() == Response.objects.count()


def test_one_invitation_is_one_answer_however_many_forms_come_at_once(ways, wave):
    ways.warm(wave, INVITED)
    before, token = Response.objects.count(), invited(wave)
    forms = [post(wave, INVITED, invitation=token) for _ in range(8)]
    told = at_once(lambda number: ways.by_door(forms[number]).status, tries=8)
    assert told.count("302 Found") == 1
    assert Response.objects.count() == before + 1


def test_what_stores_no_answer_spends_no_invitation(ways, wave):
    ways.warm(wave, INVITED)
    token, spent = invited(wave), Invitation.objects.filter(used=True).count()
    for changes in ({"overall": "no_such"}, {"foreign": "x"}):
        assert ways.by_door(post(wave, INVITED, invitation=token, **changes)).status.startswith("4")
    assert Invitation.objects.filter(used=True).count() == spent
    assert ways.by_door(post(wave, INVITED, invitation=token)).status == "302 Found"
