import pytest
from django.core.management import CommandError, call_command

from portal.ledger.chain import GENESIS
from portal.ledger.operations import record

pytestmark = pytest.mark.django_db


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
    [(f"1:{'f' * 64}", "differs from the printed head"), (f"7:{'f' * 64}", "entry 7"), ("nonsense", "nonsense")],
)
def test_a_ledger_rebuilt_since_its_head_was_printed_is_found(now, exported, words):
    record(actor=None, now=now, action="a", subject="x:1")
    with pytest.raises(CommandError, match=words):
        call_command("verify_ledger", "--head", exported)
