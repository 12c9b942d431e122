"""Taking a step: what is asked, in which order; what is written, and that it is all or nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.workflow import EVENTS
from portal.ledger.models import Entry
from portal.procedure.taking import check_revision, lock, take
from tests.factories.campaigns import EventFactory
from tests.factories.campaigns import reviewer as a_reviewer
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(state="held", version=3)


@pytest.fixture
def taking(now):
    return {"actor": a_reviewer(), "now": now, "can": True}


def as_kept(event):
    return type(event).objects.values("state", "version", "title").get(pk=event.pk)


def test_status_values_and_revision_are_written_and_nothing_else(event, taking):
    event.title = "未保存的标题"
    take(event, EVENTS, "withdraw", reason="重复", values={"place": "东门"}, **taking)
    event.refresh_from_db()
    assert (event.state, event.version, event.place) == ("withdrawn", 4, "东门")
    assert event.title != "未保存的标题"


def test_the_ledger_says_where_it_stood_and_stands_and_why(event, taking):
    take(event, EVENTS, "withdraw", reason="重复", facts={"copies": 2}, **taking)
    entry = Entry.objects.get()
    assert (entry.action, entry.reason, entry.actor) == ("event.withdraw", "重复", str(taking["actor"].public_id))
    assert (entry.before, entry.after) == ({"state": "held"}, {"state": "withdrawn", "copies": 2})


def test_a_row_whose_matter_is_another_s_is_told_of_there_or_not_at_all(event, taking):
    take(event, EVENTS, "return", about="campaigns.quarter:2026-Q4", snapshot=lambda row: {"v": row.version}, **taking)
    entry = Entry.objects.get()
    assert (entry.subject, entry.before, entry.after) == ("campaigns.quarter:2026-Q4", {"v": 3}, {"v": 4})
    take(event, EVENTS, "withdraw", reason="重复", on_ledger=False, **taking)
    assert Entry.objects.count() == 1


def test_a_new_row_begins_with_its_first_entry(event, taking):
    event.pk, event.public_id, event.state = None, "1b671a64-40d5-491e-99b0-da01ff1f3341", ""
    event._state.adding = True
    take(event, EVENTS, "plan", **taking)
    assert (event.state, event.version, Entry.objects.get().before) == ("planned", 3, {})


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"revision": 2, "step": "resubmit", "reason": ""}, "stale"),
        ({"revision": 3, "step": "revise", "reason": ""}, "closed"),
        ({"step": "withdraw", "reason": " "}, "unfit"),
    ],
)
def test_revision_is_asked_before_the_table_and_the_table_before_what_is_needed(event, taking, change, kind):
    step = change.pop("step")
    with refused(kind):
        take(event, EVENTS, step, **taking, **change)
    assert as_kept(event)["state"] == "held"
    assert not Entry.objects.exists()


def test_whose_step_it_is_not_learns_nothing_else(event, taking):
    with pytest.raises(PermissionDenied):
        take(event, EVENTS, "resubmit", **taking | {"can": False}, revision=2)


def test_what_is_looked_at_written_beside_and_told_comes_in_its_order(event, taking):
    seen = []
    take(
        event,
        EVENTS,
        "verify",
        check=lambda row: seen.append(("check", row.state, as_kept(row)["state"])),
        beside=lambda row: seen.append(("beside", as_kept(row)["state"], Entry.objects.count())),
        tell=lambda row, now: seen.append(("tell", Entry.objects.count(), now == taking["now"])),
        values={"verified_by": taking["actor"], "verified_at": taking["now"]},
        **taking,
    )
    assert seen == [("check", "verified", "held"), ("beside", "verified", 0), ("tell", 1, True)]


@pytest.mark.parametrize("hook", ["check", "beside", "tell"])
def test_all_of_it_or_nothing(event, taking, hook):
    def fail(*_args, **_named):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take(event, EVENTS, "return", **taking, **{hook: fail})
    assert as_kept(event)["state"] == "held"
    assert not Entry.objects.exists()


def test_a_locked_row_is_read_anew_with_what_belongs_to_it(event):
    type(event).objects.filter(pk=event.pk).update(title="另一处改的")
    with CaptureQueriesContext(connection) as asked:
        row = lock(event, "area")
        assert (row.title, row.area.code) == ("另一处改的", "hongmei")
    assert len(asked) == 1


def test_no_revision_asks_nothing(event):
    check_revision(event, None, "version")
    with refused("stale") as caught:
        check_revision(event, 2, "version")
    assert caught.value.items == (event,)
