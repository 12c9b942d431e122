"""Each indicator of a plan is accounted for in the next one, once and clearly; and records stay what they are when packed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.directory.concordance import Link, left_out, link_faults
from portal.directory.packing import packed, unpacked
from portal.directory.plan import read_plan
from portal.ledger.chain import canonical

KNOWN = frozenset({1, 2, 3, 4})


@pytest.mark.parametrize(
    ("links", "faults"),
    [
        ([Link(1, "continued", (1,)), Link(2, "new"), Link(None, "dropped", (2, 3))], []),
        ([Link(1, "split", (1,)), Link(2, "split", (1,))], []),
        ([Link(1, "merged", (1, 2))], []),
        ([Link(1, "continued", (9,))], [(0, "unknown", 9)]),
        ([Link(1, "continued", (1,)), Link(2, "redefined", (1,))], [(0, "twice", 1), (1, "twice", 1)]),
        ([Link(1, "continued", (1,)), Link(None, "dropped", (1,))], [(0, "twice", 1), (1, "twice", 1)]),
        ([Link(1, "split", (1,))], [(0, "alone", 1)]),
        ([Link(1, "continued", (1, 2))], [(0, "one", None)]),
        ([Link(1, "redefined")], [(0, "one", None)]),
        ([Link(1, "merged", (1,))], [(0, "several", None)]),
        ([Link(1, "new", (1,))], [(0, "none", None)]),
        ([Link(None, "dropped")], [(0, "which", None)]),
        ([Link(5, "dropped", (1,))], [(0, "number", None)]),
    ],
)
def test_what_is_wrong_is_told_of_its_line(links, faults):
    assert list(link_faults(links, KNOWN)) == faults


def test_what_nothing_is_said_of_is_named():
    assert left_out([Link(1, "merged", (1, 3)), Link(None, "dropped", (4,))], KNOWN) == [2]


def test_records_that_were_packed_are_the_same_again(settings):
    records = read_plan(settings.DISTRICT.plan_folder)
    plan = replace(records.plan, follows="before", dropped=(3, 5))
    one = replace(
        records.indicators[0], steps={"2026": "1"}, baselines={"2020": "2"}, continues=(1,), target_upper=Decimal(3)
    )
    whole = replace(records, plan=plan, indicators=(one, *records.indicators[1:]))
    again = unpacked(packed(whole))
    assert (again.plan, again.indicators) == (whole.plan, whole.indicators)
    assert canonical(packed(again)) == canonical(packed(whole))
