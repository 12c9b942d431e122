import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.ledger import guards
from portal.ledger.chain import GENESIS
from portal.ledger.models import Check, Entry, Head
from portal.ledger.operations import record
from portal.ledger.triggers import GUARDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heads(settings, tmp_path):
    """What is kept of the ledger outside of the database: nothing yet."""
    settings.PORTAL_LEDGER_HEADS = tmp_path / "ledger-heads.txt"
    return settings.PORTAL_LEDGER_HEADS


def keep_head(heads):
    call_command("ledger_head", "--append", str(heads))


def put_back(entries: int):
    """The database as it was when it held so many entries, with its own head: what a hand with the key can do."""
    rows = list(Entry.objects.filter(sequence__lte=entries).order_by("sequence"))
    guards.remove(connection, GUARDS)
    Entry.objects.all()._raw_delete(Entry.objects.db)
    Head.objects.all()._raw_delete(Head.objects.db)
    guards.install(connection, GUARDS)
    for row in rows:
        record(actor=None, now=row.recorded_at, action=row.action, subject=row.subject)


def test_an_empty_ledger_holds(capsys):
    call_command("verify_ledger")
    call_command("ledger_head")
    assert capsys.readouterr().out.splitlines() == ["The ledger holds: 0 entries.", f"0:{GENESIS}"]


def test_a_whole_ledger_holds_and_its_head_is_printed(now, capsys, tmp_path):
    record(actor=None, now=now, action="a", subject="x:1")
    last = record(actor=None, now=now, action="b", subject="x:1")
    call_command("verify_ledger")
    call_command("ledger_head", "--append", str(tmp_path / "heads"))
    assert capsys.readouterr().out.splitlines() == ["The ledger holds: 2 entries.", f"2:{last.hash}"]
    assert (tmp_path / "heads").read_text().endswith(f" 2:{last.hash}\n")


def test_an_exported_head_still_stands_after_later_entries(now, capsys):
    first = record(actor=None, now=now, action="a", subject="x:1")
    record(actor=None, now=now, action="b", subject="x:1")
    call_command("verify_ledger", "--head", f"1:{first.hash}")
    assert "holds: 2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("exported", "words"),
    [(f"1:{'f' * 64}", "differs from the kept head"), (f"7:{'f' * 64}", "entry 7"), ("nonsense", "nonsense")],
)
def test_a_ledger_rebuilt_since_its_head_was_printed_is_found(now, exported, words):
    record(actor=None, now=now, action="a", subject="x:1")
    with pytest.raises(CommandError, match=words):
        call_command("verify_ledger", "--head", exported)


def test_a_ledger_with_its_kept_heads_holds(now, heads, capsys):
    for action in "ab":
        record(actor=None, now=now, action=action, subject="x:1")
        keep_head(heads)
    record(actor=None, now=now, action="c", subject="x:1")
    call_command("verify_ledger")
    assert "holds: 3" in capsys.readouterr().out


@pytest.mark.parametrize("left", [0, 2])
def test_an_emptied_ledger_and_an_older_database_put_back_are_breaks(now, heads, left):
    for action in "abc":
        record(actor=None, now=now, action=action, subject="x:1")
    keep_head(heads)
    put_back(left)
    with pytest.raises(CommandError, match="breaks at entry 3: it was there when its head was kept"):
        call_command("verify_ledger")


def test_a_ledger_written_anew_is_a_break(now, heads):
    record(actor=None, now=now, action="a", subject="x:1")
    keep_head(heads)
    put_back(0)
    record(actor=None, now=now, action="another", subject="x:1")
    with pytest.raises(CommandError, match="differs from the kept head"):
        call_command("verify_ledger")


def test_a_kept_head_that_was_spoilt_is_told(heads):
    heads.write_text("2026-11-24T01:40:00 12:beef\n")
    with pytest.raises(CommandError, match="no head of the ledger"):
        call_command("verify_ledger")


def test_the_daily_check_keeps_what_it_found_and_does_not_fail(now, heads):
    record(actor=None, now=now, action="a", subject="x:1")
    keep_head(heads)
    call_command("verify_ledger", "--keep")
    held = Check.objects.get(name="ledger")
    assert (held.count, held.lines, held.held_at) == (0, [], held.checked_at)
    put_back(0)
    call_command("verify_ledger", "--keep")
    broken = Check.objects.get(name="ledger")
    assert broken.lines == ["台账在第 1 条断开：留存链首时该条存在，现已不在。"]
    assert (broken.count, broken.held_at) == (1, held.held_at)
