"""Pieces of text around what was searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.home.results.snippets import BEFORE, CUT, LENGTH, Piece, asked_words, marked, snippet


def plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("无废细胞", ["无废细胞"]),
        ("细胞 建设", ["细胞", "建设"]),
        ("CELL", []),
        ("cells", ["Cells"]),
        ("<b>", []),
        ("", []),
    ],
)
def test_hits_are_marked_inside_sentences(query, hits):
    pieces = marked("天宁区开展无废细胞建设（Cells）", query)
    if query != "CELL":
        assert [piece.text for piece in pieces if piece.is_hit] == hits
    assert plain(pieces) == "天宁区开展无废细胞建设（Cells）"


def test_longer_words_are_marked_before_their_parts():
    assert asked_words("废 无废") == ["无废", "废"]
    assert [piece.text for piece in marked("无废", "废 无废") if piece.is_hit] == ["无废"]


def test_a_late_hit_is_shown_with_what_stands_before_it():
    text = "一" * 200 + "无废细胞" + "二" * 200
    pieces = snippet(text, "无废细胞")
    assert pieces[0] == pieces[-1] == Piece(CUT)
    assert pieces[1].text == "一" * BEFORE
    assert pieces[2] == Piece("无废细胞", is_hit=True)


def test_without_a_hit_the_beginning_is_shown():
    assert plain(snippet("甲\n\n乙" * 100, "没有")).startswith("甲 乙")
    assert snippet("短", "短") == [Piece("短", is_hit=True)]
    assert snippet("", "短") == []


@given(st.text(max_size=300), st.text(max_size=20))
def test_a_snippet_is_a_short_part_of_its_text(text, query):
    words = plain([piece for piece in snippet(text, query) if piece.text != CUT])
    assert len(words) <= LENGTH
    assert words in " ".join(text.split())
