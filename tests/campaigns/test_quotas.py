"""What counts for whose quota: by example and by property."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.enums import EventState, JointRule
from campaigns.quarters import Quarter
from campaigns.quotas import Outing, Tally, area_credited, is_late, tallies

Q4 = Quarter(2026, 4)
QUOTAS = {"jingkai": None, "zhenglu": 3, "hongmei": 3}
NOON = dt.datetime(2026, 11, 1, 4, tzinfo=dt.UTC)

outings = st.lists(
    st.builds(
        Outing,
        key=st.integers(0, 30),
        state=st.sampled_from(EventState.values),
        starts_at=st.integers(-100 * 24, 200 * 24).map(lambda hours: NOON + dt.timedelta(hours=hours)),
        lead=st.sampled_from([*QUOTAS, "elsewhere"]),
        place=st.none() | st.sampled_from(list(QUOTAS)),
    ),
    unique_by=lambda outing: outing.key,
)
rules = st.sampled_from(list(JointRule))


def outing(key=1, state="verified", starts_at=NOON, lead="hongmei", place=None):
    return Outing(key, state, starts_at, lead, place)


def of_area(rows, area):
    return next(row for row in rows if row.area == area)


def test_one_of_three_verified_is_not_yet_met():
    row = of_area(tallies([outing(1), outing(2, "held"), outing(3, "planned")], QUOTAS, Q4), "hongmei")
    assert row == Tally("hongmei", 3, planned=1, held=1, verified=1)
    assert row.met is False
    assert (row.to_hold, row.to_plan) == (1, 0)


def test_three_verified_are_met():
    row = of_area(tallies([outing(n) for n in range(3)], QUOTAS, Q4), "hongmei")
    assert row.met is True
    assert (row.to_hold, row.to_plan) == (0, 0)


def test_an_area_without_quota_is_neither_met_nor_missed():
    row = of_area(tallies([outing(lead="jingkai")], QUOTAS, Q4), "jingkai")
    assert row.verified == 1
    assert row.met is None
    assert (row.to_hold, row.to_plan) == (0, 0)


def test_returned_still_counts_as_held_and_withdrawn_as_nothing():
    row = of_area(tallies([outing(1, "returned"), outing(2, "withdrawn")], QUOTAS, Q4), "hongmei")
    assert (row.planned, row.held, row.verified) == (0, 1, 0)


@pytest.mark.parametrize(
    ("starts_at", "counts"),
    [
        (dt.datetime(2026, 9, 30, 15, 59, 59, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 9, 30, 16, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 12, 31, 15, 59, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC), 0),
    ],
)
def test_the_start_decides_the_quarter(starts_at, counts):
    assert of_area(tallies([outing(starts_at=starts_at)], QUOTAS, Q4), "hongmei").verified == counts


def test_a_joint_event_fills_one_quota_by_the_rule():
    joint = outing(lead="hongmei", place="zhenglu")
    assert area_credited(joint, JointRule.LEAD) == "hongmei"
    assert area_credited(joint, JointRule.PLACE) == "zhenglu"
    assert area_credited(outing(), JointRule.PLACE) == "hongmei"


def test_the_same_event_twice_counts_once():
    assert of_area(tallies([outing(), outing()], QUOTAS, Q4), "hongmei").verified == 1


def test_late_is_more_than_two_weeks_after_the_end():
    assert not is_late(NOON, NOON + dt.timedelta(days=14))
    assert is_late(NOON, NOON + dt.timedelta(days=14, seconds=1))


@given(outings, rules)
def test_order_of_areas_is_the_given_one_never_a_ranking(events, rule):
    assert [row.area for row in tallies(events, QUOTAS, Q4, rule)] == list(QUOTAS)


@given(outings, rules)
def test_counts_never_exceed_events_and_no_event_counts_in_two_quarters(events, rule):
    by_quarter = [tallies(events, QUOTAS, quarter, rule) for quarter in (Q4.previous, Q4, Q4.following)]
    counted = sum(row.planned + row.held + row.verified for rows in by_quarter for row in rows)
    verified = sum(row.verified for rows in by_quarter for row in rows)
    assert counted <= sum(event.state != "withdrawn" for event in events)
    assert verified <= sum(event.state == "verified" for event in events)


@given(outings, rules, st.data())
def test_withdrawing_lowers_the_count_at_once(events, rule, data):
    counted = [event for event in events if event.state == "verified" and Q4.holds(event.starts_at)]
    counted = [event for event in counted if area_credited(event, rule) in QUOTAS]
    if not counted:
        return
    gone = data.draw(st.sampled_from(counted))
    after = [dataclasses.replace(e, state="withdrawn") if e.key == gone.key else e for e in events]
    area = area_credited(gone, rule)
    before = of_area(tallies(events, QUOTAS, Q4, rule), area).verified
    assert of_area(tallies(after, QUOTAS, Q4, rule), area).verified == before - 1


@given(outings, rules)
def test_met_says_what_the_columns_say(events, rule):
    for row in tallies(events, QUOTAS, Q4, rule):
        assert row.met is (None if row.quota is None else row.verified >= row.quota)
        assert 0 <= row.to_plan <= row.to_hold
