"""SUB-02 and SUR-01: twenty posts at once, of one form or on one invitation, on whichever database the suite runs."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Admission, Layer, Tier, WaveState
from surveys.models import Invitation, PendingTally, Response, Wave
from surveys.operations.answering import Arrival, NotAdmittedError, Sheet, WaveClosedError, take_answer
from surveys.operations.collection import make_invitations
from surveys.operations.tallying import fold_answers
from tests.crowd import at_once
from tests.factories import surveys as factory
from tests.surveys.keys import new_key

THREADS = 20


@pytest.mark.django_db(transaction=True)
def test_sub_02_one_key_twenty_times_is_one_row_and_one_reference():
    factory.CommunityFactory()
    wave = factory.WaveFactory()
    address = reverse("surveys:survey-answer", args=[wave.survey.slug])
    filled = {"key": new_key(wave, factory.NOW - timedelta(minutes=5)), **factory.posted()}

    replies = at_once(lambda _: Client().post(address, filled), THREADS, workers=THREADS)

    row = Response.objects.get()
    assert {reply.status_code for reply in replies} <= {302, 409}
    told = {reply["Location"] for reply in replies if reply.status_code == 302}
    assert told == {reverse("surveys:survey-receipt", args=[row.reference])}
    assert PendingTally.objects.count() == 1
    assert Client().post(address, filled)["Location"] in told


@pytest.mark.django_db(transaction=True)
def test_twenty_keys_at_once_are_twenty_rows():
    wave = factory.WaveFactory()
    factory.CommunityFactory()
    factory.answered(wave)
    person = AnonymousUser()

    def send(index):
        sheet = Sheet(f"key-{index}", factory.answers())
        return take_answer(wave=wave, sheet=sheet, arrival=Arrival(), actor=person, now=factory.NOW).reference

    assert len(set(at_once(send, THREADS, workers=THREADS))) == THREADS
    assert Response.objects.count() == THREADS + 1


@pytest.mark.django_db(transaction=True)
def test_sur_01_one_invitation_twenty_times_is_one_answer():
    wave = factory.WaveFactory()
    factory.CommunityFactory()
    invitation = Invitation.objects.create(wave=wave, digest="d")
    person = AnonymousUser()

    def send(index):
        sheet = Sheet(f"key-{index}", factory.answers())
        try:
            take_answer(wave=wave, sheet=sheet, arrival=Arrival(invitation=invitation), actor=person, now=factory.NOW)
        except NotAdmittedError:
            return "used"
        return "taken"

    assert Counter(at_once(send, THREADS, workers=THREADS)) == {"taken": 1, "used": THREADS - 1}
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sur_01_one_link_opened_by_twenty_is_one_counted_answer_and_a_friendly_word_for_the_rest():
    factory.CommunityFactory()
    wave = factory.WaveFactory(admission=Admission.APART)
    (token,) = make_invitations(
        wave=wave, count=1, actor=factory.staff(Role.DISTRICT_ADMINISTRATOR), now=factory.NOW - timedelta(hours=1)
    )
    link = reverse("surveys:invitation-answer")
    opened = factory.NOW - timedelta(minutes=5)

    def send(_):
        filled = {"key": new_key(wave, opened), "invitation": token, **factory.posted()}
        for _attempt in range(20):
            reply = Client().post(link, filled)
            if "Retry-After" not in reply:
                return reply
            time.sleep(0.2)
        raise AssertionError("busy for four seconds")

    replies = at_once(send, THREADS, workers=THREADS)

    assert Counter(reply.status_code for reply in replies) == {302: 1, 409: THREADS - 1}
    assert all("已经用过一次" in reply.content.decode() for reply in replies if reply.status_code == 409)
    fold_answers(wave=wave)
    assert [factory.tally_count(wave, layer) for layer in Layer] == [1, 1]
    assert Response.objects.get().tier == Tier.INVITED
    assert Invitation.objects.get().used


@pytest.mark.django_db(transaction=True)
def test_no_answer_slips_in_behind_a_close():
    """The wave was open when the form was read; by the time that the answer is stored somebody closes it."""
    wave = factory.WaveFactory()
    factory.CommunityFactory()
    sheet, person, held = Sheet("key", factory.answers()), AnonymousUser(), threading.Event()

    def close():
        with transaction.atomic():
            row = Wave.objects.select_for_update().get(pk=wave.pk)
            held.set()
            time.sleep(0.5)  # the answer is on its way meanwhile
            row.state = WaveState.CLOSED
            row.save(update_fields=["state"])
        connection.close()

    def answer():
        held.wait(10)
        try:
            take_answer(wave=wave, sheet=sheet, arrival=Arrival(), actor=person, now=factory.NOW)
        except WaveClosedError:
            return "closed"
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        closing, told = pool.submit(close), pool.submit(answer)
        closing.result()
        assert told.result() == "closed"
    assert not Response.objects.exists()
