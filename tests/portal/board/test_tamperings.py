"""Twenty tamperings by SQL, by somebody who first takes the guards away and then puts them back: each is found and named.

The ledger's own, and those of what the board's states rest on, which once left every check clean.
"""

import datetime as dt
from contextlib import suppress
from io import StringIO

import pytest
from django.conf import settings as own_settings
from django.core.management import CommandError, call_command
from django.db import connection

from campaigns.operations import report_event, verify_event
from cells.models import Certificate
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.administration.operations import create_staff_account, grant_role
from portal.board.operations import take_in_plan
from portal.directory.models import Area
from portal.directory.plan import read_plan
from portal.ledger import guards
from portal.ledger.models import Head
from portal.ledger.operations import record
from portal.manifests import declared
from tests.factories.campaigns import filing, officer, reviewer
from tests.factories.cells import Case, People

pytestmark = pytest.mark.django_db
PLAN = "tianning-2022-2025"
LONG = dt.timedelta(hours=4)
ENTRY = "recorded_at, actor, action, subject, before, after, reason, previous_hash, hash"
OF_2 = "(SELECT id FROM directory_indicator WHERE number = 2)"
GRANT = (
    "INSERT INTO accounts_grant (user_id, role) "
    "SELECT id, 'district_administrator' FROM accounts_user WHERE username = 'wang.fang'"
)
CUT = "DELETE FROM ledger_entry WHERE sequence > {middle}"
BACK = "UPDATE ledger_head SET sequence = {middle}, hash = '{hash}', seal = '{seal}'"

# Of the ledger itself: what was done to it, and what `verify_ledger` says.
LEDGER = {
    "edit a reason": (["UPDATE ledger_entry SET reason = 'x' WHERE sequence = 3"], "entry 3: altered"),
    "edit what was done": (["UPDATE ledger_entry SET after = '{{}}' WHERE sequence = 4"], "entry 4: altered"),
    "delete one": (["DELETE FROM ledger_entry WHERE sequence = 3"], "entry 3: missing"),
    "delete and renumber": (
        [
            "DELETE FROM ledger_entry WHERE sequence = 3",
            "UPDATE ledger_entry SET sequence = sequence + 100000 WHERE sequence > 3",
            "UPDATE ledger_entry SET sequence = sequence - 100001 WHERE sequence > 3",
        ],
        "entry 3: detached",
    ),
    "cut the tail": ([CUT], "tail cut off"),
    "cut the tail and set the head back": (
        [CUT, "UPDATE ledger_head SET sequence = {middle}"],
        "entry {middle}: head altered",
    ),
    "swap two": (
        [
            "UPDATE ledger_entry SET sequence = 100000 WHERE sequence = 3",
            "UPDATE ledger_entry SET sequence = 3 WHERE sequence = 4",
            "UPDATE ledger_entry SET sequence = 4 WHERE sequence = 100000",
        ],
        "entry 3: detached",
    ),
    "insert one": (
        [
            "UPDATE ledger_entry SET sequence = sequence + 100000 WHERE sequence > 3",
            "UPDATE ledger_entry SET sequence = sequence - 99999 WHERE sequence > 100000",
            f"INSERT INTO ledger_entry (sequence, {ENTRY}) SELECT 4, {ENTRY} FROM ledger_entry WHERE sequence = 3",
        ],
        "entry 4: detached",
    ),
    "put an older copy back": ([CUT, BACK], "it was there when its head was kept"),
    "empty it": (["DELETE FROM ledger_entry", "DELETE FROM ledger_head"], "it was there when its head was kept"),
}

# Of what states rest on: what was done, and the row that a check names.
RECORDS = {
    "the target of 23": (
        ["UPDATE directory_indicator SET target_value = 30 WHERE number = 23"],
        f"directory.indicator:{PLAN}/23:record",
    ),
    "the star of 2": (
        ["UPDATE directory_indicator SET mandatory = FALSE WHERE number = 2"],
        f"directory.indicator:{PLAN}/2:record",
    ),
    "the departments of 2": (
        [f"DELETE FROM directory_indicator_departments WHERE indicator_id = {OF_2}"],
        f"directory.indicator:{PLAN}/2:record",
    ),
    "the end of the plan": (
        ["UPDATE directory_plan SET ends_on = '2027-12-31'"],
        f"directory.plan:{PLAN}:record",
    ),
    "the money of a project": (
        ["UPDATE directory_planproject SET investment_wan_yuan = 55 WHERE number = 6"],
        f"directory.project:{PLAN}/6:record",
    ),
    "a quota of 3 made 1": (
        ["UPDATE directory_area SET quarterly_event_quota = 1 WHERE code = 'hongmei'"],
        "directory.area:hongmei:record",
    ),
    "the holder of a certificate": (
        ["UPDATE cells_certificate SET holder = '另一家单位'"],
        "cells.certificate:{certificate}",
    ),
    "how many came to an event": (
        ["UPDATE campaigns_event SET people_reached = 4000"],
        "campaigns.event:{event}",
    ),
    "a grant that nobody gave": ([GRANT], "accounts.user:{person}"),
    "a superuser": (
        ["UPDATE accounts_user SET is_superuser = TRUE WHERE username = 'wang.fang'"],
        "accounts.user:{person}",
    ),
}


@pytest.fixture(scope="module")
def module_house(module_rows, tmp_path_factory, now) -> dict:
    """A plan in force, a verified event, a certificate, an officer; the ledger's head kept outside the database."""
    heads = tmp_path_factory.mktemp("heads") / "ledger-heads.txt"
    for word in ("a", "b", "c", "d", "e"):
        record(actor=None, now=now, action=f"note.{word}", subject="x:1", after={"word": word})
    middle = Head.objects.get()
    take_in_plan(actor=None, now=now, records=read_plan(own_settings.DISTRICT.plan_folder))
    area = Area.objects.get(code="hongmei")
    starts = {"starts_at": now - LONG, "ends_at": now - LONG / 2}
    event = report_event(actor=officer(area), now=now, area=area, filing=filing(**starts))
    verify_event(actor=reviewer(), now=now, event=event)
    case = Case(People(), now).to("certified")
    person = create_staff_account(actor=None, now=now, username="wang.fang", name="王芳")
    grant_role(actor=None, now=now, user=person, role=Role.STREET_OFFICER, area=area)
    call_command("ledger_head", "--append", str(heads))
    certificate = Certificate.objects.get(application=case.row)
    found = {"event": event.public_id, "certificate": certificate.pk, "person": person.public_id}
    return found | {"middle": middle.sequence, "hash": middle.hash, "seal": middle.seal, "heads": heads}


@pytest.fixture
def house(module_house, settings) -> dict:
    settings.PORTAL_LEDGER_HEADS = module_house["heads"]
    return module_house


def tamper(statements: list[str], house: dict) -> None:
    guarded = list(declared("guards"))
    guards.remove(connection, guarded)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(**house))
            assert cursor.rowcount
    guards.install(connection, guarded)


def verified() -> str:
    try:
        call_command("verify_ledger", stdout=StringIO())
    except CommandError as error:
        return str(error)
    return ""


def searched() -> str:
    out = StringIO()
    with suppress(SystemExit):
        call_command("check_invariants", stdout=out)
    return out.getvalue()


def test_before_anything_is_done_no_check_names_what_is_tampered_with_here(house):
    """Made-up people of the factories hold roles that nobody gave; they are named, nothing else is."""
    assert "breaks" not in verified()
    named = verified() + searched()
    for subject in ("directory.", "cells.certificate", "campaigns.event", str(house["person"]), "trigger:", "ledger:"):
        assert subject not in named, subject
    assert User.objects.filter(username="wang.fang", is_superuser=False).exists()
    assert len(LEDGER) + len(RECORDS) == 20


@pytest.mark.parametrize("name", LEDGER)
def test_what_is_done_to_the_ledger_is_found_at_its_entry(house, name):
    statements, words = LEDGER[name]
    tamper(statements, house)
    assert words.format(**house) in verified()


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_done_to_what_a_state_rests_on_is_found_and_named(house, name):
    statements, subject = RECORDS[name]
    tamper(statements, house)
    assert subject.format(**house) in searched() + verified()


def test_guards_that_fell_are_named(house):
    gone = list(declared("guards"))
    guards.remove(connection, gone)
    found = verified() + searched()
    guards.install(connection, gone)
    for trigger in (
        "ledger_entry_fixed",
        "directory_indicator_fixed",
        "board_release_fixed",
    ):
        assert trigger in found
