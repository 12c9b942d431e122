"""The quarter ledger at its edges, frozen rules, closed quarters, and what each person sees."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns import operations, queries
from campaigns.enums import JointRule
from campaigns.models import OutreachSettings, QuarterClosing, QuarterRules
from campaigns.quarters import Quarter
from portal.ledger.queries import entries_about
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import NOON, AreaFactory, CommunityFactory, EventFactory, filing
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer

pytestmark = pytest.mark.django_db
Q4 = Quarter(2026, 4)
AFTER = dt.datetime(2027, 1, 10, tzinfo=dt.UTC)


def row(quarter=Q4, code="hongmei"):
    return next(row for row in queries.quarter_ledger(quarter) if row.area.code == code)


def test_each_area_stands_with_its_own_quota_in_the_plans_order():
    AreaFactory(code="zhenglu", position=2, quarterly_event_quota=4)
    AreaFactory(code="jingkai", position=1, quarterly_event_quota=None)
    AreaFactory(code="tianning", kind="district", position=0)
    EventFactory(state="verified", area=AreaFactory(code="zhenglu"))
    found = [(row.area.code, row.quota, row.verified, row.met) for row in queries.quarter_ledger(Q4)]
    assert found == [("jingkai", None, 0, None), ("zhenglu", 4, 1, False)]


@pytest.mark.parametrize(
    ("starts_at", "counted_in"),
    [
        (dt.datetime(2026, 12, 31, 15, 59, tzinfo=dt.UTC), "2026-Q4"),
        (dt.datetime(2026, 12, 31, 16, 0, tzinfo=dt.UTC), "2027-Q1"),
        (dt.datetime(2024, 2, 29, 15, 59, tzinfo=dt.UTC), "2024-Q1"),
        (dt.datetime(2026, 9, 30, 15, 30, tzinfo=dt.UTC), "2026-Q3"),
    ],
)
def test_an_event_counts_in_the_one_quarter_it_starts_in(starts_at, counted_in):
    event = EventFactory(state="verified", starts_at=starts_at)
    assert str(event.quarter) == counted_in
    counts = {
        str(quarter): row(quarter).verified
        for quarter in (event.quarter.previous, event.quarter, event.quarter.following)
    }
    assert counts.pop(counted_in) == 1
    assert set(counts.values()) == {0}


def test_withdrawing_lowers_the_count_at_once(now):
    event = EventFactory(state="verified")
    assert row().verified == 1
    operations.withdraw_event(actor=a_reviewer(), now=now, event=event, reason="重复录入")
    assert row().verified == 0


@pytest.mark.parametrize(("rule", "credited"), [(JointRule.LEAD, "hongmei"), (JointRule.PLACE, "zhenglu")])
def test_a_joint_event_fills_one_quota_as_the_setting_says(rule, credited):
    zhenglu = AreaFactory(code="zhenglu")
    OutreachSettings.objects.create(joint_rule=rule)
    event = EventFactory(state="verified", community=CommunityFactory(area=zhenglu))
    event.partner_areas.add(zhenglu)
    counts = {found.area.code: found.verified for found in queries.quarter_ledger(Q4)}
    assert counts == {"hongmei": 0, "zhenglu": 0} | {credited: 1}


def test_a_community_counts_for_the_area_it_reports_to():
    OutreachSettings.objects.create(joint_rule=JointRule.PLACE)
    zone = AreaFactory(code="jingkai", quarterly_event_quota=None)
    EventFactory(state="verified", community=CommunityFactory(reporting_area=zone))
    assert row(code="jingkai").verified == 1


def test_rules_are_frozen_with_the_first_entry_of_a_quarter_that_has_begun(now):
    area = AreaFactory()
    operations.report_event(actor=an_officer(area), now=now, area=area, filing=filing())
    type(area).objects.update(quarterly_event_quota=9)
    OutreachSettings.objects.create(joint_rule=JointRule.PLACE)
    rules = queries.rules_of(Q4)
    assert (rules.quotas, rules.joint_rule, rules.frozen) == ({"hongmei": 3}, JointRule.LEAD, True)
    assert row().quota == 3
    assert row(Quarter(2027, 1)).quota == 9


def test_a_plan_for_the_next_quarter_freezes_nothing_yet(now):
    area = AreaFactory()
    later = {"starts_at": AFTER, "ends_at": AFTER + dt.timedelta(hours=1)}
    operations.plan_event(actor=an_officer(area), now=now, area=area, filing=filing(proofs=(), **later))
    assert not QuarterRules.objects.exists()


def test_a_closed_quarter_stands_can_be_recounted_and_closed_again():
    event = EventFactory(state="verified")
    reviewer = a_reviewer()
    first = operations.close_quarter(actor=reviewer, now=AFTER, quarter=Q4)
    operations.withdraw_event(actor=reviewer, now=AFTER, event=event, reason="查实未举办")
    assert row().verified == 1
    assert queries.changed_since(first)
    assert queries.recounted(first) == queries.closed_tallies(first)
    second = operations.close_quarter(actor=reviewer, now=AFTER, quarter=Q4)
    assert (second.version, row().verified) == (2, 0)
    assert QuarterClosing.objects.count() == 2
    assert entries_about(second).get().after["rows"][0]["verified"] == 0
    assert str(second) == "2026-Q4"


def test_closing_is_for_reviewers_and_for_quarters_that_are_over():
    with pytest.raises(PermissionDenied):
        operations.close_quarter(actor=an_officer(), now=AFTER, quarter=Q4)
    with pytest.raises(ValidationError):
        operations.close_quarter(actor=a_reviewer(), now=NOON, quarter=Q4)


def test_who_sees_which_events():
    own = EventFactory()
    foreign = EventFactory(area=AreaFactory(code="zhenglu"))
    joint = EventFactory(area=AreaFactory(code="zhenglu"))
    joint.partner_areas.add(own.area)
    assert set(queries.visible_events(an_officer(own.area))) == {own, joint}
    assert set(queries.visible_events(a_reviewer())) == {own, foreign, joint}
    assert not queries.visible_events(UserFactory()).exists()


def test_only_open_items_ask_for_correction(now):
    event = EventFactory(state="returned")
    for number in (1, 2):
        event.returned_items.create(
            round=number, item="title", words="改", returned_by=event.created_by, returned_at=now
        )
    assert [item.round for item in queries.open_items(event)] == [2]
    event.state = "held"
    assert queries.open_items(event) == []


def test_the_ledger_asks_six_times_whatever_it_counts(django_assert_max_num_queries):
    EventFactory.create_batch(3, state="verified")
    with django_assert_max_num_queries(6):
        queries.quarter_ledger(Q4)
