"""Two changes of the seal key and of the ledger key, and an attacker who has a retired one."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management import call_command
from django.db import connection

from portal import clock
from portal.accounts import sealed
from portal.accounts.models import User
from portal.accounts.sealed import seal, unseal
from portal.ledger import guards
from portal.ledger.chain import Break, head_seal, link_hash
from portal.ledger.models import Entry, Head
from portal.ledger.operations import record
from portal.ledger.queries import chain_break, ledger_ring
from portal.ledger.triggers import GUARDS
from portal.settings.env import Environment
from portal.upkeep.operations.resealing import reseal_ledger, reseal_personal_values
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PHONES = ("+8613800001111", "+8613800002222")


def rotated(settings, monkeypatch, key: str) -> None:
    """As an operator does it: what the command prints becomes the environment, and is read as the portal reads it."""
    printed = io.StringIO()
    call_command("rotate_key", key, stdout=printed, stderr=io.StringIO())
    for line in printed.getvalue().splitlines():
        name, value = line.split("=", 1)
        monkeypatch.setenv(name, value)
    env = Environment()
    setattr(settings, f"PORTAL_{key.upper()}_KEY", getattr(env, f"{key}_key"))
    setattr(settings, f"PORTAL_{key.upper()}_FORMER", getattr(env, f"{key}_former"))


def person(phone: str) -> User:
    user = UserFactory(name="王小明")
    user.set_phone(phone, verified=True)
    user.save()
    return user


def tokens() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM accounts_user ORDER BY id")
        return [token for row in cursor.fetchall() for token in row if token]


@pytest.fixture
def day_after(monkeypatch):
    """Every use moves the portal's clock three days on."""
    moved = {"days": 0}

    def on():
        moved["days"] += 3
        monkeypatch.setattr(clock, "_OFFSET", timedelta(days=moved["days"]))

    return on


def test_two_changes_of_the_seal_and_everything_is_read_and_found(settings, monkeypatch, day_after):
    users = [person(phone) for phone in PHONES]
    factor = Authenticator.objects.create(user=users[0], type="totp", data={"secret": seal("ABC")})
    for _turn in (1, 2):
        rotated(settings, monkeypatch, "seal")
        assert [User.objects.with_phone(phone).get() for phone in PHONES] == users
        assert {user.name for user in User.objects.filter(pk__in=[user.pk for user in users])} == {"王小明"}
        count, closed = reseal_personal_values(actor=None, now=clock.now())
        assert (count >= 3, closed) == (True, [])
        assert all(token.startswith(f"2{sealed.seal_ring()[0].id}") for token in tokens())
        assert reseal_personal_values(actor=None, now=clock.now()) == (0, [])
        day_after()
    # All is under the newest key: the former ones may go.
    settings.PORTAL_SEAL_FORMER = {}
    assert [User.objects.with_phone(phone).get() for phone in PHONES] == users
    factor.refresh_from_db()
    assert unseal(factor.data["secret"]) == "ABC"


def test_a_retired_seal_opens_what_it_sealed_and_nothing_later(settings, monkeypatch, day_after):
    stolen, before = settings.PORTAL_SEAL_KEY, seal("vorher")
    rotated(settings, monkeypatch, "seal")
    day_after()
    forged = sealed._box(stolen).encrypt_at_time("后来".encode(), int(clock.now().timestamp())).decode()
    assert unseal(before) == "vorher"
    for token in (forged, f"2{sealed.seal_ring()[1].id}{forged}", f"2{sealed.seal_ring()[0].id}{forged}"):
        with pytest.raises(InvalidToken):
            unseal(token)


def test_what_no_key_opens_is_named_and_left(settings, monkeypatch):
    user = person(PHONES[0])
    settings.PORTAL_SEAL_KEY, settings.PORTAL_SEAL_FORMER = "another", {"unknown": "2040-01-01"}
    closed = reseal_personal_values(actor=None, now=clock.now())[1]
    assert f"accounts.user:{user.pk}" in closed


@pytest.fixture
def unguarded():
    """Someone with all rights takes the triggers away first."""
    guards.remove(connection, GUARDS)
    yield
    guards.install(connection, GUARDS)


def written(number: int, now: datetime) -> None:
    for _ in range(number):
        record(actor=None, now=now, action="score.give", subject="x:1", after={"points": 1})


def test_two_changes_of_the_ledger_key_and_the_chain_holds(settings, monkeypatch, day_after):
    for _turn in (1, 2, 3):
        written(2, clock.now())
        rotated(settings, monkeypatch, "ledger")
        assert chain_break(clock.today()) is None
        day_after()
        # The head is still under the key that has retired: the change is not done before it is sealed anew.
        assert chain_break(clock.today()).reason == "head altered"
        assert reseal_ledger(actor=None, now=clock.now()) == ledger_ring()[0].id
        assert chain_break(clock.today()) is None
    assert len(ledger_ring()) == 4


def forged_entry(secret: str, at: datetime) -> None:
    """By who reaches the database and has the key `secret`, past every trigger."""
    head = Head.objects.get()
    last = Entry.objects.get(sequence=head.sequence)
    entry = Entry(
        sequence=head.sequence + 1, recorded_at=at, actor="system", action="application.grant", subject="x:2",
        before={}, after={}, reason="", previous_hash=last.hash,
    )  # fmt: skip
    entry.hash = link_hash(secret, entry.link)
    entry.save(force_insert=True)
    sign_head(secret, entry.sequence, entry.hash)


def sign_head(secret: str, sequence: int, digest: str) -> None:
    Head.objects.update(sequence=sequence, hash=digest, seal=head_seal(secret, sequence, digest))


def test_an_attacker_with_a_retired_ledger_key_fails_after_its_day(settings, monkeypatch, day_after, unguarded):
    stolen = settings.PORTAL_LEDGER_KEY
    written(3, clock.now())
    first = clock.now()
    rotated(settings, monkeypatch, "ledger")
    day_after()
    reseal_ledger(actor=None, now=clock.now())
    for at in (clock.now(), first):
        # Written today, or given a day on which the key was in use: a later key was used before it.
        kept = Head.objects.get()
        forged_entry(stolen, at)
        assert chain_break(clock.today()) == Break(kept.sequence + 1, "altered")
        rolled_back(kept)
    kept, cut = Head.objects.get(), Entry.objects.get(sequence=3)
    sign_head(stolen, cut.sequence, cut.hash)
    assert chain_break(clock.today()).reason in {"not under the head", "head altered"}
    Head.objects.update(sequence=kept.sequence, hash=kept.hash, seal=kept.seal)
    assert chain_break(clock.today()) is None


def rolled_back(kept: Head) -> None:
    Entry.objects.filter(sequence__gt=kept.sequence).delete()
    Head.objects.update(sequence=kept.sequence, hash=kept.hash, seal=kept.seal)


def test_a_tail_that_was_cut_off_under_the_retired_key_is_seen(settings, monkeypatch, day_after, unguarded):
    stolen = settings.PORTAL_LEDGER_KEY
    written(3, datetime.now(UTC))
    kept = Head.objects.get()
    rotated(settings, monkeypatch, "ledger")
    day_after()
    reseal_ledger(actor=None, now=clock.now())
    Entry.objects.filter(sequence__gt=kept.sequence).delete()
    sign_head(stolen, kept.sequence, kept.hash)
    assert chain_break(clock.today()) == Break(kept.sequence, "head altered")
