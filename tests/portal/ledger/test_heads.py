from datetime import UTC, datetime

import pytest

from portal.ledger import heads
from portal.ledger.heads import KeptHead, UnreadableHeadError

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
ONE, TWO = KeptHead(1, "a" * 64), KeptHead(2, "b" * 64)


def test_heads_are_read_as_they_were_kept(tmp_path):
    path = tmp_path / "new" / "heads.txt"
    assert heads.read(path) == []
    heads.append(path, NOON, ONE)
    heads.append(path, NOON, TWO)
    assert heads.read(path) == [ONE, TWO]
    assert path.read_text().splitlines()[0] == f"2026-11-24T04:00:00+00:00 1:{'a' * 64}"


def test_a_torn_line_spoils_itself_alone(tmp_path):
    path = tmp_path / "heads.txt"
    heads.append(path, NOON, ONE)
    with path.open("a") as file:
        file.write("2026-11-24T04:0")
    heads.append(path, NOON, TWO)
    assert path.read_text().splitlines()[2].endswith(TWO.hash)
    with pytest.raises(UnreadableHeadError, match="line 2"):
        heads.read(path)
