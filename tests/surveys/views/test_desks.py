"""A desk answers for the officer who opened it, on a device where nobody is signed in, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Channel, FlagKind, Mode, Tier, WaveState
from surveys.forms.desks import BadDeskError, Desk, read_desk
from surveys.models import Call, Response
from tests.factories import surveys as factory
from tests.surveys.keys import new_key

NOW = factory.NOW


@pytest.fixture
def officer(db):
    return factory.staff(Role.STREET_OFFICER)


@pytest.fixture
def gate(wave):
    return factory.PlaceFactory(survey=wave.survey)


def address(desk: Desk) -> str:
    return reverse("surveys:desk-answer", args=[desk.token])


def sent(client, wave, desk, number: int = 1, **more):
    form = factory.posted() | {"key": new_key(wave, NOW).replace("!", "!", 1), "taken": "200"} | more
    return client.post(address(desk), form, headers={"Origin": "http://testserver"})


def test_a_token_says_what_was_signed(wave, officer):
    desk = Desk(wave.pk, officer.pk, Mode.ASSISTED, "abc123", is_stall=True)
    assert read_desk(desk.token) == desk
    for wrong in (desk.token[:-1], desk.token.replace("abc123", "abc124"), "", "x" * 400):
        with pytest.raises(BadDeskError):
            read_desk(wrong)


def test_an_officer_opens_one_at_a_venue_and_a_device_answers_by_it(wave, officer, gate):
    client = Client()
    client.force_login(officer)
    page = client.post(reverse("surveys:desk-open", args=[wave.public_id]), {"how": "stall", "place": gate.pk})
    desk = Desk(wave.pk, officer.pk, Mode.ASSISTED, gate.code, is_stall=True)
    assert address(desk) in page.content.decode()
    assert "<svg" in page.content.decode()
    tablet = Client()
    form = tablet.get(address(desk))
    text = form.content.decode()
    assert "data-stall" in text
    assert "data-worker" in text
    assert "csrfmiddlewaretoken" not in text
    assert "no-store" not in form.headers["Cache-Control"]
    done = sent(tablet, wave, desk)
    assert done.status_code == 302
    row = Response.objects.get()
    assert (row.mode, row.channel, row.tier, row.place) == (Mode.ASSISTED, Channel.PLACE, Tier.ASSISTED, gate)
    assert address(desk) in tablet.get(done.url).content.decode()


def test_it_never_acts_by_who_is_signed_in(wave, officer):
    """Nor does the page name them: it stays on the device."""
    client = Client()
    client.force_login(officer)
    desk = Desk(wave.pk, officer.pk, Mode.ASSISTED)
    page = client.get(address(desk))
    assert "no-store" not in page.headers["Cache-Control"]
    assert officer.name not in page.content.decode()
    assert sent(client, wave, desk).status_code == 302
    assert Response.objects.get().channel == Channel.OPEN


def test_the_telephone_counts_its_interview(wave, officer):
    assert sent(Client(), wave, Desk(wave.pk, officer.pk, Mode.TELEPHONE)).status_code == 302
    call = Call.objects.get()
    assert (call.outcome, call.made_by) == ("1.1", officer)


def test_what_nobody_can_have_asked_so_fast_is_flagged_and_taken(wave, officer):
    desk = Desk(wave.pk, officer.pk, Mode.ASSISTED)
    assert sent(Client(), wave, desk, taken="3").status_code == 302
    assert Response.objects.get().flags.get().kind == FlagKind.SPEED


@pytest.mark.parametrize("lost", ["inactive", "role", "street"])
def test_it_ends_with_the_officers_rights(wave, officer, gate, lost):
    desk = Desk(wave.pk, officer.pk, Mode.ASSISTED, gate.code)
    if lost == "inactive":
        officer.is_active = False
        officer.save()
    elif lost == "role":
        officer.grants.all().delete()
    else:
        gate.area = factory.AreaFactory(code="lanling", name="兰陵街道", position=9)
        gate.save()
    assert Client().get(address(desk)).status_code == 403
    assert sent(Client(), wave, desk).status_code == 403
    assert not Response.objects.exists()


def test_a_switched_off_code_leaves_the_answer_without_its_place(wave, officer, gate):
    gate.revoked_at, gate.revoked_reason = NOW, "x"
    gate.save()
    assert sent(Client(), wave, Desk(wave.pk, officer.pk, Mode.ASSISTED, gate.code)).status_code == 302
    assert Response.objects.get().place is None


def test_a_closed_wave_takes_nothing(wave, officer):
    wave.state = WaveState.CLOSED
    wave.save()
    assert sent(Client(), wave, Desk(wave.pk, officer.pk, Mode.ASSISTED)).status_code == 409


def test_a_foreign_address_is_not_there(wave, db):
    assert Client().get("/surveys/desk/1.1.assisted.-.0~forged/").status_code == 404


@pytest.mark.parametrize("role", [Role.DEPARTMENT_OFFICER, Role.DISTRICT_REVIEWER])
def test_others_open_none(wave, role):
    client = Client()
    client.force_login(factory.staff(role))
    assert client.get(reverse("surveys:desk-open", args=[wave.public_id])).status_code == 403
