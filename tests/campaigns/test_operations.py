"""Plan, report, verify, return, send again, withdraw: state, ledger, tasks, and what is refused."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from campaigns import operations
from campaigns.models import Event, EventFiling
from campaigns.operations import Proof
from portal.accounts.roles import Role
from portal.evidence.models import StoredFile
from portal.evidence.operations import clean_upload
from portal.inbox.models import Task
from portal.ledger.queries import chain_break, entries_about
from tests.factories.campaigns import NOON, AreaFactory, CommunityFactory, EventFactory, filing
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.evidence import upload
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return a_reviewer()


@pytest.fixture
def event(officer, area, now):
    return operations.report_event(actor=officer, now=now, area=area, filing=filing())


def test_a_plan_waits_for_nobody(officer, area, now):
    soon = {"starts_at": now + dt.timedelta(days=1), "ends_at": now + dt.timedelta(days=1, hours=2)}
    event = operations.plan_event(actor=officer, now=now, area=area, filing=filing(proofs=(), **soon))
    assert (event.state, event.reported_at, event.late) == ("planned", None, False)
    assert not Task.objects.waiting().exists()


def test_a_report_waits_for_the_district(event, officer):
    task = Task.objects.waiting().get()
    assert (task.kind, task.role, task.area) == ("event.verify", Role.DISTRICT_REVIEWER, None)
    assert task.link == f"/events/{event.public_id}/review/"
    assert (event.state, event.reported_by, event.proofs.get().kind) == ("held", officer, "link")


def test_a_planned_event_is_reported_and_keeps_its_row(officer, area, now):
    planned = EventFactory(area=area, created_by=officer)
    event = operations.report_event(actor=officer, now=now, event=planned, filing=filing(version=1))
    assert (event.pk, event.state, event.version) == (planned.pk, "held", 2)


def test_the_same_sending_twice_is_one_event(officer, area, now):
    key = uuid.uuid4()
    first = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key))
    again = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key))
    assert first.pk == again.pk
    assert (Event.objects.count(), EventFiling.objects.count()) == (1, 1)


def test_a_race_for_one_key_ends_in_one_event(officer, area, now, monkeypatch):
    key = uuid.uuid4()
    first = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key))
    looks = iter([None])
    real = operations.filing._filed_before
    monkeypatch.setattr(operations.filing, "_filed_before", lambda *args: next(looks, real(*args)))
    again = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key))
    assert (again.pk, Event.objects.count()) == (first.pk, 1)


def test_a_broken_row_is_no_race(officer, area, now, monkeypatch):
    def break_it(*args, **kwargs):
        EventFiling.objects.create(
            key=EventFiling.objects.get().key, event=Event.objects.get(), by=officer, filed_at=now
        )

    monkeypatch.setattr(operations.filing.notifications, "tell_filed", break_it)
    with pytest.raises(Exception, match=r"(?i)unique"):
        operations.report_event(actor=officer, now=now, area=area, filing=filing())
    assert not Event.objects.exists()


def test_another_persons_key_is_refused(event, area, now):
    key = EventFiling.objects.get().key
    with pytest.raises(PermissionDenied):
        operations.report_event(actor=an_officer(area), now=now, area=area, filing=filing(key=key))


def test_a_report_needs_one_proof_of_any_kind(officer, area, now):
    with pytest.raises(ValidationError, match="任意一种佐证"):
        operations.report_event(actor=officer, now=now, area=area, filing=filing(proofs=()))
    assert not Event.objects.exists()


@pytest.mark.parametrize("kind", ["photo", "sign_in", "notice"])
def test_a_file_of_any_kind_is_proof(officer, area, now, kind):
    proofs = [Proof(kind=kind, upload=clean_upload(upload()))]
    event = operations.report_event(actor=officer, now=now, area=area, filing=filing(proofs=proofs))
    assert event.proofs.get().file == StoredFile.objects.get()


def test_a_future_event_cannot_be_reported(officer, area, now):
    with pytest.raises(ValidationError, match="尚未结束"):
        operations.report_event(actor=officer, now=NOON, area=area, filing=filing())


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_a_report_after_two_weeks_is_marked_late(officer, area, days, late):
    reported = NOON + dt.timedelta(days=days, hours=1)
    event = operations.report_event(actor=officer, now=reported, area=area, filing=filing())
    assert event.late is late


def test_another_streets_officer_may_not_report(now, area):
    stranger = an_officer(AreaFactory(code="zhenglu"))
    with pytest.raises(PermissionDenied):
        operations.report_event(actor=stranger, now=now, area=area, filing=filing())


def test_verify_closes_the_task_and_is_on_record(event, reviewer, now):
    verified = operations.verify_event(actor=reviewer, now=now, event=event, version=1)
    assert (verified.state, verified.verified_by, verified.version) == ("verified", reviewer, 2)
    assert not Task.objects.waiting().exists()
    entries = list(entries_about(event))
    assert [entry.action for entry in entries] == ["event.report", "event.verify"]
    assert entries[-1].before["state"] == "held"
    assert entries[-1].after["state"] == "verified"
    assert chain_break() is None


def test_nobody_verifies_the_own_report(area, now):
    both = an_officer(area)
    both.grants.create(role=Role.DISTRICT_REVIEWER)
    event = operations.report_event(actor=both, now=now, area=area, filing=filing())
    with pytest.raises(PermissionDenied):
        operations.verify_event(actor=both, now=now, event=event)


def test_return_names_items_and_waits_for_the_street(event, reviewer, officer, area, now):
    items = {"people": "请注明怎样统计的人数。", "proof": "签到表看不清。"}
    returned = operations.return_event(actor=reviewer, now=now, event=event, items=items)
    task = Task.objects.waiting().get()
    assert (returned.state, task.role, task.area) == ("returned", Role.STREET_OFFICER, area)
    assert {item.item: item.words for item in returned.returned_items.all()} == items
    again = operations.resubmit_event(actor=officer, now=now, event=returned, filing=filing(proofs=(), version=2))
    assert (again.state, Task.objects.waiting().get().kind) == ("held", "event.verify")
    second = operations.return_event(actor=reviewer, now=now, event=again, items={"title": "标题太长。"})
    assert [item.round for item in second.returned_items.all()] == [1, 1, 2]


@pytest.mark.parametrize("items", [{}, {"people": "  "}, {"salary": "x"}])
def test_return_without_words_or_item_is_refused(event, reviewer, now, items):
    with refused("unfit", "请至少写明一项"):
        operations.return_event(actor=reviewer, now=now, event=event, items=items)
    event.refresh_from_db()
    assert event.state == "held"


def test_the_last_proof_cannot_be_taken_away(event, reviewer, officer, now):
    operations.return_event(actor=reviewer, now=now, event=event, items={"proof": "链接打不开。"})
    gone = filing(proofs=())
    gone = type(gone)(key=gone.key, facts=gone.facts, removed=[event.proofs.get().public_id])
    with pytest.raises(ValidationError, match="任意一种佐证"):
        operations.resubmit_event(actor=officer, now=now, event=event, filing=gone)


def test_withdraw_keeps_the_reason(event, reviewer, now):
    withdrawn = operations.withdraw_event(actor=reviewer, now=now, event=event, reason="重复录入")
    assert (withdrawn.state, entries_about(event).last().reason) == ("withdrawn", "重复录入")
    assert not Task.objects.waiting().exists()
    with refused("closed", "已撤回"):
        operations.withdraw_event(actor=reviewer, now=now, event=event, reason="再来一次")


def test_withdraw_without_reason_is_refused(event, reviewer, now):
    with refused("unfit", "撤回"):
        operations.withdraw_event(actor=reviewer, now=now, event=event, reason=" ")


def test_a_stale_version_is_refused(event, reviewer, now):
    with refused("stale"):
        operations.verify_event(actor=reviewer, now=now, event=event, version=7)


def test_partner_areas_leave_out_the_leading_one(officer, area, now):
    other = AreaFactory(code="zhenglu")
    sent = filing(community=CommunityFactory(area=other))
    sent = type(sent)(key=sent.key, facts=sent.facts, proofs=sent.proofs, partner_areas=[area, other])
    event = operations.report_event(actor=officer, now=now, area=area, filing=sent)
    assert list(event.partner_areas.all()) == [other]


def test_a_changed_plan_stays_planned(officer, area, now):
    planned = EventFactory(area=area, created_by=officer)
    later = {"starts_at": now + dt.timedelta(days=9), "ends_at": now + dt.timedelta(days=9, hours=1)}
    event = operations.revise_event(actor=officer, now=now, event=planned, filing=filing(proofs=(), **later))
    assert (event.state, event.starts_at) == ("planned", later["starts_at"])


def test_the_deadline_counts_working_days_over_the_turn_of_the_year(officer, area):
    monday = dt.datetime(2026, 12, 28, 1, tzinfo=dt.UTC)
    span = {"starts_at": monday - dt.timedelta(hours=3), "ends_at": monday - dt.timedelta(hours=2)}
    operations.report_event(actor=officer, now=monday, area=area, filing=filing(**span))
    task = Task.objects.get()
    assert (task.due_on, task.counted_from) == (dt.date(2027, 1, 4), dt.date(2026, 12, 28))
