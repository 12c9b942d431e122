import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.keyring import ring_of
from portal.ledger.chain import GENESIS, Break, Link, Top, canonical, first_break, head_seal, link_hash

KEY = "a key"
RING = ring_of(KEY, {})
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def chain(count: int, key: str = KEY) -> list[Link]:
    links, last = [], GENESIS
    for sequence in range(1, count + 1):
        link = Link(sequence, NOON, "actor", "score.give", "cells.score:1", {}, {"points": sequence}, "", last)
        links.append(replace(link, hash=link_hash(key, link)))
        last = links[-1].hash
    return links


def top(links: list[Link]) -> Top:
    sequence, last = (links[-1].sequence, links[-1].hash) if links else (0, GENESIS)
    return Top(sequence, last, head_seal(KEY, sequence, last))


def without(links: list[Link], sequence: int) -> list[Link]:
    return [link for link in links if link.sequence != sequence]


FIVE = chain(5)
SHORTER = FIVE[:3]


@pytest.mark.parametrize(
    ("links", "head", "expected"),
    [
        ([], None, None),
        ([], top([]), None),
        (FIVE, top(FIVE), None),
        (without(FIVE, 1), top(FIVE), Break(1, "missing")),
        (without(FIVE, 3), top(FIVE), Break(3, "missing")),
        (without(FIVE, 5), top(FIVE), Break(5, "tail cut off")),
        ([], top(FIVE), Break(1, "tail cut off")),
        ([*FIVE[:2], replace(FIVE[2], after={"points": 99}), *FIVE[3:]], top(FIVE), Break(3, "altered")),
        ([*FIVE[:2], replace(FIVE[2], reason="x"), *FIVE[3:]], top(FIVE), Break(3, "altered")),
        (
            [*FIVE[:2], replace(FIVE[2], recorded_at=NOON + timedelta(seconds=1)), *FIVE[3:]],
            top(FIVE),
            Break(3, "altered"),
        ),
        ([FIVE[0], replace(FIVE[1], previous_hash=GENESIS), *FIVE[2:]], top(FIVE), Break(2, "detached")),
        (chain(5, "another key"), top(FIVE), Break(1, "altered")),
        (FIVE, None, Break(6, "no head")),
        (SHORTER, Top(3, SHORTER[-1].hash, top(FIVE).seal), Break(3, "head altered")),
        (FIVE, top(SHORTER), Break(4, "not under the head")),
    ],
)
def test_first_break(links, head, expected):
    assert first_break(RING, links, head) == expected


def test_the_hash_does_not_depend_on_the_zone_of_the_instant():
    there = NOON.astimezone(timezone(timedelta(hours=8)))
    assert link_hash(KEY, FIVE[0]) == link_hash(KEY, replace(FIVE[0], recorded_at=there))


def test_texts_of_neighbouring_fields_cannot_be_shifted():
    one = replace(FIVE[0], actor="ab", action="c")
    assert link_hash(KEY, one) != link_hash(KEY, replace(one, actor="a", action="bc"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": "无废"}, '{"a":"无废","b":1}'),
        ([1.0, 1e16, None, True], "[1.0,1e+16,null,true]"),
        ({}, "{}"),
    ],
)
def test_canonical(value, text):
    assert canonical(value) == text


def test_canonical_refuses_what_is_no_json():
    with pytest.raises(ValueError):
        canonical(float("nan"))
    with pytest.raises(TypeError):
        canonical({"when": NOON})


@given(JSON)
def test_canonical_survives_being_read_back(value):
    text = canonical(value)
    assert canonical(json.loads(text)) == text


@given(st.integers(0, 4), st.sampled_from(["actor", "action", "subject", "reason", "hash", "previous_hash"]))
def test_any_changed_text_is_found_where_it_stands(index, field):
    forged = [*FIVE]
    forged[index] = replace(forged[index], **{field: getattr(forged[index], field) + "x"})
    found = first_break(RING, forged, top(FIVE))
    assert found is not None
    assert found.sequence == index + 1
