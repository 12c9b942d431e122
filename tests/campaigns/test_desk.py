"""The desk: lists narrowed and taken out, several verified at once, what is missing in words, news of an event."""

import datetime as dt

import pytest
from django.urls import reverse

from campaigns.forms.event import doubts
from campaigns.models.event import ids_of, reference_of
from campaigns.queries import coverage_of, sorted_out
from portal import clock
from tests.factories.campaigns import AreaFactory, CommunityFactory, EventFactory, link_proof
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.evidence import StoredFileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MINE, REVIEW, SEVERAL = (reverse(f"campaigns:{name}") for name in ("event-mine", "review-list", "review-many"))


@pytest.fixture
def street(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def district(client):
    client.force_login(a_reviewer())
    return client


def held(**facts):
    event = EventFactory(state="held", **facts)
    link_proof(event, f"https://example.org/{event.pk}")
    return event


def titles(answer) -> list[str]:
    return [event.title for event in answer.context["page_of_events"]]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "换绿"}, ["旧衣换绿植"]),
        ({"q": "文化宫"}, ["入户宣传"]),
        ({"q": "青山"}, ["入户宣传"]),
        ({"state": "planned"}, ["入户宣传"]),
        ({"type": "stall"}, ["旧衣换绿植"]),
        ({"since": "2026-11-22"}, ["入户宣传"]),
        ({"until": "2026-11-21"}, ["旧衣换绿植"]),
        ({"order": "earliest"}, ["旧衣换绿植", "入户宣传"]),
        ({"since": "nonsense", "area": "nowhere"}, ["入户宣传", "旧衣换绿植"]),
        ({"q": "没有的"}, []),
    ],
)
def test_a_list_is_narrowed_and_ordered(street, asked, expected):
    held(title="旧衣换绿植")
    facts = {"starts_at": dt.datetime(2026, 11, 25, 1, tzinfo=dt.UTC), "type": "households"}
    EventFactory(title="入户宣传", place="文化宫", organiser="青山社区", **facts)
    EventFactory(title="别的街道", area=AreaFactory(code="zhenglu"))
    assert titles(street.get(MINE, asked)) == expected


def test_an_event_is_found_by_its_number(street):
    event = held()
    assert ids_of(reference_of(event.public_id))[0] <= event.public_id <= ids_of(event.reference)[1]
    assert titles(street.get(MINE, {"q": event.reference.lower()})) == [event.title]
    assert ids_of("SHORT") is ids_of("!!!!!!!!") is None


def test_the_clean_ones_are_verified_together_after_one_confirmation(district):
    clean, late = held(title="干净"), held(title="迟报", late=True)
    own = held(title="自己的", created_by=district.get(REVIEW).wsgi_request.user)
    page = district.get(REVIEW).content.decode()
    assert str(clean.public_id) in page
    assert f'value="{own.public_id}"' not in page
    asked = {"event": [str(each.public_id) for each in (clean, late, own)]}
    shown = district.post(SEVERAL, asked).content.decode()
    assert "干净" in shown.partition("迟报")[0]
    clean.refresh_from_db()
    assert clean.state == "held"
    sent = {"confirm": "1", "event": [str(clean.public_id), str(late.public_id), "x"], "version": ["1", "1", "1"]}
    district.post(SEVERAL, sent)
    for event, state in ((clean, "verified"), (late, "held"), (own, "held")):
        event.refresh_from_db()
        assert event.state == state


def test_what_was_changed_since_is_passed_over(district):
    event = held(version=2)
    answer = district.post(SEVERAL, {"confirm": "1", "event": str(event.public_id), "version": "1"}, follow=True)
    event.refresh_from_db()
    assert event.state == "held"
    assert "1" in answer.content.decode()


def test_what_speaks_against_an_event_is_said():
    reviewer = a_reviewer()
    twin = held(title="同名活动")
    held(title="同名活动")
    photo = StoredFileFactory(owner=twin.created_by, now=clock.now())
    twin.proofs.create(kind="photo", file=photo, added_by=twin.created_by, added_at=clock.now())
    found = sorted_out(reviewer, type(twin).objects.filter(pk=twin.pk))
    [(event, reasons)] = found.doubtful
    assert (event, len(reasons)) == (twin, 2)


def test_a_sent_report_is_corrected_until_it_is_verified(street, officer):
    event = held(created_by=officer, title="写错的")
    address = reverse("campaigns:event-report", args=[event.public_id])
    form = street.get(address).context["form"]
    assert form.initial["people_reached"] == 60
    record = street.get(reverse("campaigns:event-record", args=[event.public_id])).content.decode()
    assert address in record


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({}, 0),
        ({"ends": dt.time(9)}, 1),
        ({"day": dt.date(2025, 11, 20)}, 1),
        ({"people_reached": 0}, 1),
        ({"people_reached": None}, 0),
        ({"day": dt.date(2025, 3, 1), "ends": dt.time(9), "people_reached": 0}, 3),
    ],
)
def test_slips_are_asked_about(changed, count):
    said = {"begins": dt.time(9), "ends": dt.time(11), "day": dt.date(2026, 11, 20), "people_reached": 60}
    assert len(doubts(said | changed, dt.date(2026, 11, 24))) == count


def test_december_is_near_in_january():
    said = {"begins": dt.time(9), "ends": dt.time(11), "day": dt.date(2026, 12, 30), "people_reached": 60}
    assert doubts(said, dt.date(2027, 1, 5)) == []


def test_a_row_opens_to_its_events_and_nobody_elses(street, area):
    event = held(title="本街道的")
    EventFactory(title="别家的", area=AreaFactory(code="zhenglu"))
    row = reverse("campaigns:ledger-row", args=[event.quarter, area.code])
    page = street.get(row).content.decode()
    assert "本街道的" in page
    assert "别家的" not in page
    assert street.get(reverse("campaigns:ledger-row", args=[event.quarter, "zhenglu"])).status_code == 404


def test_whom_nothing_reached_for_half_a_year(area):
    today = dt.date(2026, 11, 24)
    reached, planned, missed = (CommunityFactory(area=area) for _ in range(3))
    CommunityFactory(area=AreaFactory(code="zhenglu"))
    held(community=reached, audiences=["families"])
    EventFactory(community=planned, audiences=["schools"])
    held(community=missed, starts_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    found = coverage_of(area, today)
    assert (found.communities, found.planned) == ([missed], [planned])
    assert {each.value for each in found.audiences} == {"government", "schools", "communities", "enterprises"}


def test_the_same_number_of_queries_for_one_row_and_three(street, count_queries):
    held()
    first = count_queries(lambda: street.get(MINE))
    held()
    held()
    assert count_queries(lambda: street.get(MINE)) == first
