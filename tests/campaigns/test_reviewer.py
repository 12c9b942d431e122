"""The district's pages: proof beside the record, accept, return with named items, withdraw; the quarter ledger."""

import pytest
from django.urls import reverse

from campaigns.models import QuarterClosing
from portal.accounts.roles import Role
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.factories.campaigns import NOON, AreaFactory, EventFactory, link_proof
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.evidence import StoredFileFactory

pytestmark = pytest.mark.django_db
LEDGER = reverse("campaigns:quarter-ledger", args=["2026-Q4"])


@pytest.fixture
def event():
    return EventFactory(state="held", title="菜场宣讲")


@pytest.fixture
def district(client):
    client.force_login(a_reviewer())
    return client


def address(name, event):
    return reverse(f"campaigns:{name}", args=[event.public_id])


def with_photo(event, now):
    stored = StoredFileFactory(owner=event.created_by, now=now)
    return event.proofs.create(kind="photo", file=stored, added_by=event.created_by, added_at=now)


def test_what_waits_is_listed_and_other_states_on_request(district, event):
    EventFactory(state="verified", title="已经核实的")
    page = district.get(reverse("campaigns:review-list")).content.decode()
    assert "菜场宣讲" in page
    assert "已经核实的" not in page
    page = district.get(reverse("campaigns:review-list"), {"state": "verified"}).content.decode()
    assert "已经核实的" in page


def test_the_proof_stands_beside_the_record(district, event, now):
    link_proof(event, "https://example.org/news/2")
    photo = with_photo(event, now)
    page = district.get(address("event-review", event)).content.decode()
    assert "https://example.org/news/2" in page
    assert reverse("campaigns:proof-file", args=[photo.public_id]) in page
    assert "60" in page


def test_accept(district, event):
    answer = district.post(address("event-verify", event), {"version": 1})
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (302, "verified")


@pytest.mark.parametrize("version", ["7", "", "x"])
def test_accepting_another_version_is_answered_409(district, event, version):
    answer = district.post(address("event-verify", event), {"version": version})
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (409, "held")


def test_return_with_named_items(district, event):
    answer = district.post(address("event-return", event), {"version": 1, "people": "请注明怎样统计"})
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (302, "returned")
    assert [(item.item, item.words) for item in event.returned_items.all()] == [("people", "请注明怎样统计")]


def test_return_of_nothing_is_refused(district, event):
    answer = district.post(address("event-return", event), {"version": 1})
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (400, "held")


def test_the_own_report_is_left_to_another(client, event):
    person = an_officer(event.area)
    person.grants.create(role=Role.DISTRICT_REVIEWER)
    type(event).objects.update(reported_by=person)
    client.force_login(person)
    page = client.get(address("event-review", event)).content.decode()
    assert address("event-verify", event) not in page
    assert client.post(address("event-verify", event), {"version": 1}).status_code == 403


def test_withdraw_by_the_district_and_by_the_street(district, client, event):
    answer = district.post(address("event-withdraw", event), {"version": 1, "reason": ""})
    assert answer.status_code == 400
    district.post(address("event-withdraw", event), {"version": 1, "reason": "重复录入"})
    event.refresh_from_db()
    assert event.state == "withdrawn"
    verified = EventFactory(state="verified")
    client.force_login(an_officer(verified.area))
    assert client.post(address("event-withdraw", verified), {"version": 1, "reason": "不想要了"}).status_code == 403
    assert "event_withdraw" not in client.get(address("event-withdraw", verified)).content.decode()


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.EDITOR, Role.SECURITY_ADMINISTRATOR])
def test_a_photo_is_closed_to_other_roles(client, event, now, role):
    photo = with_photo(event, now)
    client.force_login(with_second_factor(GrantFactory(role=role).user))
    assert client.get(reverse("campaigns:proof-file", args=[photo.public_id])).status_code == 403


def test_a_photo_is_shown_to_its_street_and_not_to_another(client, event, now):
    target = reverse("campaigns:proof-file", args=[with_photo(event, now).public_id])
    assert client.get(target).status_code == 302
    client.force_login(an_officer(AreaFactory(code="zhenglu")))
    assert client.get(target).status_code == 404
    client.force_login(an_officer(event.area))
    shown = client.get(target)
    assert shown.status_code == 200
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "ETag" not in shown.headers
    client.logout()
    assert client.get(target).status_code == 302


def test_a_removed_proof_is_gone(district, event, now):
    photo = with_photo(event, now)
    event.proofs.update(removed_at=now)
    assert district.get(reverse("campaigns:proof-file", args=[photo.public_id])).status_code == 404


def test_the_ledger_shows_one_of_three_and_no_quota(district):
    EventFactory(state="verified")
    EventFactory(state="held")
    AreaFactory(code="jingkai", name="天宁经济开发区", kind="zone", quarterly_event_quota=None)
    page = district.get(LEDGER)
    rows = {row.area.code: row for row in page.context["rows"]}
    assert (rows["hongmei"].verified, rows["hongmei"].held, rows["hongmei"].met) == (1, 1, False)
    assert rows["jingkai"].met is None
    assert "无任务数" in page.content.decode()


def test_an_officer_sees_the_own_row_only(client):
    EventFactory(state="verified")
    EventFactory(state="verified", area=AreaFactory(code="zhenglu"))
    client.force_login(an_officer())
    assert [row.area.code for row in client.get(LEDGER).context["rows"]] == ["hongmei"]


def test_the_ledger_of_now_leads_to_a_quarter(district):
    assert "/ledger/2" in district.get(reverse("campaigns:ledger-now")).url


def test_a_past_quarter_is_closed_and_a_running_one_is_not(district):
    EventFactory(state="verified", starts_at=NOON.replace(month=2))
    district.post(reverse("campaigns:quarter-close", args=["2026-Q1"]))
    closing = QuarterClosing.objects.get()
    assert closing.rows[0]["verified"] == 1
    page = district.get(reverse("campaigns:quarter-ledger", args=["2026-Q1"])).content.decode()
    assert "已于" in page
    refused = district.post(reverse("campaigns:quarter-close", args=["2199-Q1"]))
    assert (refused.status_code, QuarterClosing.objects.count()) == (409, 1)


@pytest.mark.parametrize("name", ["review-list", "quarter-ledger"])
def test_as_many_queries_for_three_events_as_for_one(district, count_queries, name):
    target = LEDGER if name == "quarter-ledger" else reverse("campaigns:review-list")
    EventFactory(state="held")
    one = count_queries(lambda: district.get(target))
    EventFactory.create_batch(2, state="held")
    assert count_queries(lambda: district.get(target)) == one
