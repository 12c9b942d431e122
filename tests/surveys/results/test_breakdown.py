import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from surveys.results.breakdown import breakdown, hidden
from surveys.results.classification import measures
from surveys.results.figures import groups_in
from surveys.results.sample import Sample

I52 = measures()["i52"]


def broken_down(**areas):
    rows = [[area, "a60", "", "", "", {"yes": n - n // 10, "no": n // 10}] for area, n in areas.items()]
    groups = groups_in(rows)
    return breakdown(Sample(I52, groups), groups, "area")


def test_a_small_cell_takes_the_next_smallest_with_it():
    rows = broken_down(hongmei=29, lanling=30, chashan=200)
    assert [(row.category, row.share is None) for row in rows] == [
        ("chashan", False),
        ("hongmei", True),
        ("lanling", True),
    ]
    assert rows[0].share.n == 200


def test_large_cells_are_all_shown():
    assert [row.share.n for row in broken_down(hongmei=30, lanling=40)] == [30, 40]


def test_two_tiny_cells_are_not_told_apart_from_the_rest():
    """Their sum would be a figure of six people; so a third goes with them."""
    assert hidden({"a": 2, "b": 4, "c": 50, "d": 60}, 30) == {"a", "b", "c"}
    assert hidden({"a": 2}, 30) == {"a"}
    assert hidden({"a": 40, "b": 50}, 30) == set()


@given(st.lists(st.integers(1, 90), min_size=2, max_size=8))
def test_what_is_hidden_is_never_one_cell_nor_fewer_people_than_the_minimum(sizes):
    named = {f"k{place}": size for place, size in enumerate(sizes)}
    withheld = hidden(named, 30)
    assert {name for name, size in named.items() if size < 30} <= withheld
    assert len(withheld) != 1
    assert not withheld or len(withheld) == len(named) or sum(named[name] for name in withheld) >= 30


def test_a_linear_system_over_all_that_is_public_recovers_no_hidden_cell():
    """The attacker knows every shown count of every table and the whole; unknown are the single cells."""
    chance = np.random.default_rng(4)
    parts = [
        ("hongmei", "lanling", "chashan", ""),
        ("a18_29", "a30_44", "a60"),
        ("own_phone", "paper"),
        ("place", "open"),
    ]
    cells = list(itertools.product(*parts))
    sizes = chance.integers(0, 9, len(cells)) * (chance.random(len(cells)) < 0.6)
    rows = [
        [area, age, "", mode, tier, {"yes": int(n) - int(n) // 3, "no": int(n) // 3}]
        for (area, age, mode, tier), n in zip(cells, sizes, strict=True)
        if n
    ]
    groups = groups_in(rows)
    sample, known, secrets = Sample(I52, groups), [np.ones(2 * len(groups))], []
    for dimension in ("area", "age", "mode", "tier"):
        for row in breakdown(sample, groups, dimension):
            inside = np.array([getattr(group.cell, dimension) == row.category for group in groups], dtype=float)
            both = [np.concatenate([inside, 0 * inside]), np.concatenate([0 * inside, inside])]  # yes, no
            (secrets if row.share is None else known).extend(both)
    known.append(np.concatenate([np.ones(len(groups)), np.zeros(len(groups))]))
    system = np.array(known)
    rank = np.linalg.matrix_rank(system)
    assert secrets, "the table hides nothing; the test tells nothing"
    for secret in secrets:
        assert np.linalg.matrix_rank(np.vstack([system, secret])) > rank
