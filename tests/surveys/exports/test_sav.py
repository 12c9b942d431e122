"""The bytes are read back by the format's own description; R's and Python's readers were tried by hand (pyreadstat)."""

import struct
from datetime import UTC, datetime

import pytest

from surveys.exports.sav import SYSMIS, sav_parts
from surveys.questionnaire import Column, Wording

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COLUMNS = [
    Column(
        "overall",
        Wording("总体上满意吗？" * 20, "Satisfied?"),
        "overall",
        labels={"satisfied": Wording("满意", "yes"), "not": Wording("不" * 90, "no")},
    ),
    Column("day", Wording("哪一天", "Which day"), "day", is_date=True),
]
ROWS = [["not", "2026-11-24"], ["", ""], ["satisfied", "1582-10-15"]]


@pytest.fixture(scope="module")
def content() -> bytes:
    return b"".join(sav_parts("居民调查", COLUMNS, ROWS, language="zh-hans", now=NOW))


def test_head_says_two_variables_not_compressed_unknown_number_of_cases(content):
    assert content[:4] == b"$FL2"
    assert struct.unpack("<iiiii", content[64:84]) == (2, 2, 0, 0, -1)
    assert content[92:109] == b"24 Nov 2609:00:00"
    assert len(content[:176]) == 176
    assert struct.unpack("<i", content[176:180]) == (2,)


def test_rows_follow_the_end_of_the_dictionary_as_doubles(content):
    rows = content.partition(struct.pack("<ii", 999, 0))[2]
    found = [struct.unpack("<2d", rows[start : start + 16]) for start in range(0, len(rows), 16)]
    assert found == [(2.0, (739944 - 577735) * 86400.0), (SYSMIS, SYSMIS), (1.0, 86400.0)]


def test_labels_names_and_encoding_are_there_and_no_character_is_cut_in_two(content):
    head = content.partition(struct.pack("<ii", 999, 0))[0]
    for words in ("居民调查", "满意", "总体上满意吗？", "V1=overall\tV2=day", "UTF-8"):
        assert words.encode() in head
    assert ("不" * 40).encode() in head
    assert ("不" * 41).encode() not in head
