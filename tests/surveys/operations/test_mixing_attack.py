"""Somebody holds the whole database, and the logs, and wants to know who answered what.

Each clue that the database gives beside what rows say (transaction, place, number, order) is tried on marks (invitations,
calls, posts in a log) and answers: equal clues join, and so does equal rank. Before a mixing they join; after it not.
"""

import random
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from portal.accounts.roles import Role
from surveys.enums import Admission, Channel, FlagKind, Mode
from surveys.models import Call, Invitation, Response
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.operations.collection import invitation_digest, make_invitations
from surveys.operations.mixing import LEAST, clear_remains, mix_answers
from surveys.operations.tallying import fold_answers
from tests.factories import surveys as factory

PEOPLE = 60
LUCKY = 12  # of sixty ranks in random order so many hold by chance less than one time in a thousand million
pytestmark = pytest.mark.django_db(transaction=True)


def clues() -> dict[str, str]:
    """What can be asked of a row in SQL that is no column of it."""
    if connection.vendor == "sqlite":
        return {"place": "rowid"}
    return {"transaction": "xmin::text::bigint", "command": "cmin::text::bigint", "place": "ctid"}


def seen(table: str, clue: str, where: str = "true") -> dict:
    """Row to clue, in the order of the clue, as a dump or a scan has it."""
    key = "response_id" if table == "surveys_flag" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {clue} FROM {table} WHERE {where} ORDER BY {clue}")
        return {str(row).replace("-", ""): found for row, found in cursor.fetchall()}


def smallest_sets(marks: dict, answers: dict) -> list[int]:
    """For each mark the number of answers with an equal clue, where there are any."""
    same = [sum(found == clue for found in answers.values()) for clue in marks.values()]
    return [number for number in same if number]


def hits_by_rank(marks: list, answers: list, truth: dict) -> int:
    """How many pairs of equal rank are true pairs, forwards or backwards."""
    return max(
        sum(truth[mark] == answer for mark, answer in zip(marks, order, strict=False))
        for order in (answers, answers[::-1])
    )


def attack(marks_in: str, where: str, answers_where: str, truth: dict) -> tuple[int, int]:
    """(the fewest answers that a mark was joined to by an equal clue, most true pairs by any two orders)."""
    fewest, best = PEOPLE, 0
    for clue in clues().values():
        marks = seen(marks_in, clue, where)
        for other in clues().values():
            for table in ("surveys_response", "surveys_flag"):
                answers = seen(table, other, answers_where if table == "surveys_response" else "true")
                answers = {row: found for row, found in answers.items() if row in truth.values()}
                best = max(best, hits_by_rank(list(marks), list(answers), truth))
                if clue == other == clues().get("transaction"):
                    fewest = min([fewest, *smallest_sets(marks, answers)])
    return fewest, best


def answer(wave, number: int, **arrival) -> str:
    sheet = Sheet(f"key-{number}-{arrival.get('channel')}", factory.answers(), [FlagKind.SPEED])
    receipt = take_answer(wave=wave, sheet=sheet, arrival=Arrival(**arrival), actor=AnonymousUser(), now=factory.NOW)
    return Response.objects.get(reference=receipt.reference).pk.hex


@pytest.fixture
def wave():
    factory.CommunityFactory()
    return factory.WaveFactory(admission=Admission.APART)


def mixed(wave):
    mix_answers(wave=wave, now=factory.NOW)
    clear_remains()


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="a used invitation leaves no trace of time on SQLite")
def test_invitations_cannot_be_joined_to_answers(wave):
    truth = by_invitation(wave)
    assert attack("surveys_invitation", "used", "tier = 'invited'", truth)[0] == 1
    mixed(wave)
    fewest, best = attack("surveys_invitation", "used", "tier = 'invited'", truth)
    assert fewest >= LEAST
    assert best <= LUCKY


def by_invitation(wave) -> dict:
    """Mark to answer, in an order of arrival that is not the order in which invitations were made."""
    tokens = make_invitations(
        wave=wave, count=PEOPLE, actor=factory.staff(Role.DISTRICT_ADMINISTRATOR), now=factory.NOW
    )
    random.Random(7).shuffle(tokens)
    marks = [Invitation.objects.select_related("wave").get(digest=invitation_digest(token)) for token in tokens]
    return {
        mark.pk.hex: answer(wave, number, channel=Channel.INVITATION, invitation=mark)
        for number, mark in enumerate(marks)
    }


def test_calls_cannot_be_joined_to_answers(wave):
    caller, truth = factory.staff(Role.STREET_OFFICER), {}
    for number in range(PEOPLE):
        found = answer(wave, number, mode=Mode.TELEPHONE, entered_by_staff=True, called_by=caller)
        truth[Call.objects.exclude(pk__in=truth).get().pk.hex] = found
    assert attack("surveys_call", "true", "mode = 'telephone'", truth)[1] == PEOPLE
    mixed(wave)
    fewest, best = attack("surveys_call", "true", "mode = 'telephone'", truth)
    assert fewest >= LEAST
    assert best <= LUCKY


def test_posts_in_a_log_cannot_be_joined_to_answers_by_their_order(wave):
    """A proxy notes every post with its second: sessions and addresses, one after the other."""
    log = [answer(wave, number) for number in range(PEOPLE)]
    truth = {str(line): row for line, row in enumerate(log)}

    def best() -> int:
        orders = [seen(table, clue) for table in ("surveys_response", "surveys_flag") for clue in clues().values()]
        orders += [dict.fromkeys(column_order(name)) for name in ("batch", "key_digest", "reference", "id")]
        return max(hits_by_rank(list(truth), list(order), truth) for order in orders)

    assert best() == PEOPLE
    mixed(wave)
    assert best() <= LUCKY


def column_order(name: str) -> list[str]:
    return [row.hex for row in Response.objects.order_by(name).values_list("pk", flat=True)]


def test_one_answer_in_a_quiet_hour_is_not_told_by_the_tallies(wave):
    """What was counted last stands out by its transaction and its numbers until the tallies are written anew."""
    factory.answered(wave, PEOPLE)
    mixed(wave)
    factory.answered(wave, 1, home="unclear", age="a60", overall="dissatisfied")
    fold_answers(wave=wave)

    def newest() -> set[str]:
        clue = "id" if connection.vendor == "sqlite" else "xmin::text::bigint"
        found = seen("surveys_celltally", clue)
        last = max(found.values()) if connection.vendor != "sqlite" else sorted(found.values())[-2]
        return {row for row, number in found.items() if number >= last}

    def told(rows: set[str]) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, age FROM surveys_celltally")
            return {age for row, age in cursor.fetchall() if str(row) in rows} == {"a60"}

    assert told(newest())
    mixed(wave)
    if connection.vendor == "sqlite":
        assert Response.objects.filter(batch=0).count() == 0
    else:
        assert not told(newest())


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="PostgreSQL keeps old versions of rows until a VACUUM")
def test_no_old_version_of_a_row_is_left(wave):
    by_invitation(wave)
    mix_answers(wave=wave, now=factory.NOW)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        assert versions(cursor, "surveys_response") > PEOPLE
    clear_remains()
    with connection.cursor() as cursor:
        for table in ("surveys_invitation", "surveys_response", "surveys_flag"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            rows = cursor.fetchone()[0]
            assert versions(cursor, table) == rows > 0


def versions(cursor, table: str) -> int:
    """How many rows the pages hold, those among them that no query shows or that are marked dead."""
    every_page = "generate_series(0, pg_relation_size(%s::regclass) / 8192 - 1) page"
    cursor.execute(
        f"SELECT count(*) FROM {every_page}, heap_page_items(get_raw_page(%s, page::int)) WHERE lp_flags IN (1, 3)",
        [table, table],
    )
    return cursor.fetchone()[0]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite keeps the bytes of deleted rows in its file")
def test_no_page_holds_a_deleted_row(wave):
    factory.answered(wave, PEOPLE)
    keys = list(Response.objects.values_list("key_digest", flat=True))
    mixed(wave)
    content = Path(connection.settings_dict["NAME"]).read_bytes()
    # once in its row and once in the index that keeps it unique
    assert {content.count(key.encode()) for key in keys} <= {2}
