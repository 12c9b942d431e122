"""The street's pages: log, plan, change, report, repeat, list, receipt; and what is kept from others."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from campaigns.models import Event
from campaigns.quarters import DISTRICT_TIME
from portal import clock
from portal.evidence.models import StoredFile
from tests.factories.campaigns import AreaFactory, CommunityFactory, EventFactory, link_proof
from tests.factories.campaigns import officer as an_officer
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(client, officer):
    client.force_login(officer)
    return client


def typed(**changes) -> dict:
    yesterday = clock.now().astimezone(DISTRICT_TIME).date() - dt.timedelta(days=1)
    return {
        "key": uuid.uuid4(),
        "title": "旧衣换绿植",
        "type": "exchange",
        "day": yesterday.isoformat(),
        "begins": "09:00",
        "ends": "11:00",
        "audiences": ["families"],
        "channel": "on_site",
        "people_reached": "45",
        "counting": "signed_in",
        "proof_kind": "photo",
        "proof_link": "https://example.org/news/7",
        **changes,
    }


def test_one_post_leads_to_the_receipt(street, officer):
    answer = street.post(reverse("campaigns:event-log"), typed())
    event = Event.objects.get()
    assert answer.url == reverse("campaigns:event-receipt", args=[event.public_id])
    assert (event.state, event.area.code, event.created_by) == ("held", "hongmei", officer)
    receipt = street.get(answer.url)
    assert event.reference in receipt.content.decode()
    assert receipt.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_same_post_with_other_figures_shows_both_and_may_be_sent_as_another(street):
    sent = typed()
    first = street.post(reverse("campaigns:event-log"), sent)
    second = street.post(reverse("campaigns:event-log"), sent | {"people_reached": "54", "audiences": ["schools"]})
    page = second.content.decode()
    assert second.status_code == 409
    assert "<td>45</td><td>54</td>" in page
    assert first.url in page
    again = QueryDict(mutable=True)
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page):
        again.appendlist(name, value)
    assert again["key"] != str(sent["key"])
    assert street.post(reverse("campaigns:event-log"), again).status_code == 302
    assert sorted(Event.objects.values_list("people_reached", flat=True)) == [45, 54]


def test_the_same_post_twice_is_one_event_and_one_receipt(street):
    sent = typed()
    first, second = (street.post(reverse("campaigns:event-log"), sent) for _ in range(2))
    assert first.url == second.url
    assert Event.objects.count() == 1


def test_a_photo_is_proof_and_keeps_no_name_of_a_path(street):
    sent = typed(proof_link="", proof_files=[upload(), upload(name="b.jpg")], proof_kind="sign_in")
    street.post(reverse("campaigns:event-log"), sent)
    assert [proof.kind for proof in Event.objects.get().proofs.all()] == ["sign_in", "sign_in"]


def test_an_event_over_midnight_ends_the_next_day(street):
    street.post(reverse("campaigns:event-log"), typed(begins="22:00", ends="00:30", day="2026-06-30"))
    event = Event.objects.get()
    assert event.ends_at - event.starts_at == dt.timedelta(hours=2, minutes=30)
    assert str(event.quarter) == "2026-Q2"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"audiences": []}, "audiences"),
        ({"type": "party"}, "type"),
        ({"people_reached": ""}, "people_reached"),
        ({"counting": ""}, "counting"),
        ({"proof_link": ""}, "proof_files"),
        ({"proof_link": "javascript:alert(1)"}, "proof_link"),
        ({"day": "2199-01-01"}, "ends"),
        ({"people_reached": "-1"}, "people_reached"),
        ({"title": "很长" * 100}, "title"),
        ({"key": "no key"}, "key"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(street, change, field):
    answer = street.post(reverse("campaigns:event-log"), typed(outcome="收集旧衣三十件", **change))
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert "收集旧衣三十件" in answer.content.decode()
    assert not Event.objects.exists()


def test_a_wrong_file_is_refused_with_the_reason_and_not_kept(street):
    page = SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script>", "image/jpeg")
    answer = street.post(reverse("campaigns:event-log"), typed(proof_files=[page]))
    assert answer.status_code == 400
    assert "proof_files" in answer.context["form"].errors
    assert not StoredFile.objects.exists()


def test_a_full_store_is_said_at_the_files(street, settings):
    settings.PORTAL_EVIDENCE_QUOTA = 10
    answer = street.post(reverse("campaigns:event-log"), typed(proof_files=[upload()]))
    assert answer.status_code == 400
    assert "proof_files" in answer.context["form"].errors
    assert not Event.objects.exists()


def test_fields_that_are_not_asked_for_are_ignored(street, area):
    other = AreaFactory(code="zhenglu")
    extra = {"state": "verified", "late": "1", "verified_by": "1", "area": other.pk, "version": "9", "created_by": "1"}
    street.post(reverse("campaigns:event-log"), typed(**extra))
    event = Event.objects.get()
    assert (event.state, event.area, event.verified_by, event.late) == ("held", area, None, False)


def test_an_officer_of_two_areas_chooses_one(client, area):
    both = an_officer(area)
    other = AreaFactory(code="zhenglu")
    both.grants.create(role="street_officer", area=other)
    client.force_login(both)
    client.post(reverse("campaigns:event-log"), typed(area=other.pk))
    assert Event.objects.get().area == other


def test_the_form_starts_with_sensible_defaults(street, officer, area):
    own = CommunityFactory(area=area)
    EventFactory(created_by=officer, area=area, community=own, audiences=["schools"])
    form = street.get(reverse("campaigns:event-log")).context["form"]
    assert form.initial["audiences"] == ["schools"]
    assert form.initial["community"] == own.pk
    assert form["counting"].value() == "estimated"
    groups = [str(group) for group, _choices in form.fields["community"].choices[1:]]
    assert groups == [area.name]


def test_a_former_event_is_repeated_without_its_figures(street, area):
    former = EventFactory(area=area, state="verified", title="集市摆摊")
    former.partner_areas.add(AreaFactory(code="zhenglu"))
    form = street.get(reverse("campaigns:event-log"), {"repeat": former.public_id}).context["form"]
    assert form.initial["title"] == "集市摆摊"
    assert len(form.initial["partner_areas"]) == 1
    assert "people_reached" not in form.initial
    assert form.initial["key"] != former.public_id


@pytest.mark.parametrize("former", ["nonsense", str(uuid.uuid4())])
def test_what_is_not_mine_cannot_be_repeated(street, former):
    assert street.get(reverse("campaigns:event-log"), {"repeat": former}).status_code == 404


def test_plan_change_report(street):
    coming = clock.now().astimezone(DISTRICT_TIME).date() + dt.timedelta(days=3)
    sent = typed(day=coming.isoformat(), announced="on", description="带旧衣来换绿植")
    street.post(reverse("campaigns:event-plan"), sent)
    event = Event.objects.get()
    assert (event.state, event.announced) == ("planned", True)
    change = reverse("campaigns:event-change", args=[event.public_id])
    assert street.get(change).context["form"].initial["title"] == "旧衣换绿植"
    street.post(change, {**sent, "key": uuid.uuid4(), "version": 1, "title": "旧书换绿植", "announced": ""})
    event.refresh_from_db()
    assert (event.title, event.announced, event.version) == ("旧书换绿植", False, 2)
    street.post(reverse("campaigns:event-report", args=[event.public_id]), typed(version=2))
    event.refresh_from_db()
    assert event.state == "held"
    assert event.description == "带旧衣来换绿植"


def test_put_right_and_send_again(street, area):
    event = EventFactory(area=area, state="returned", version=3)
    event.returned_items.create(
        round=1,
        item="people",
        words="请注明怎样统计",
        returned_by=event.verified_by or event.created_by,
        returned_at=event.created_at,
    )
    proof = link_proof(event)
    address = reverse("campaigns:event-report", args=[event.public_id])
    assert "请注明怎样统计" in street.get(address).content.decode()
    answer = street.post(address, typed(version=3, proof_link="", removed=[str(proof.public_id)]))
    assert answer.status_code == 400
    street.post(address, typed(version=3, proof_link=""))
    event.refresh_from_db()
    assert event.state == "held"


def test_a_stale_report_is_answered_409_and_changes_nothing(street, area):
    event = EventFactory(area=area, version=4)
    sent = typed(version=3, place="演示：已经写好的地点")
    answer = street.post(reverse("campaigns:event-report", args=[event.public_id]), sent)
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (409, "planned")
    assert "演示：已经写好的地点" in answer.content.decode()


def test_a_second_report_of_a_verified_event_is_answered_409(street, area):
    event = EventFactory(area=area, state="verified")
    answer = street.post(reverse("campaigns:event-report", args=[event.public_id]), typed(version=1))
    event.refresh_from_db()
    assert (answer.status_code, event.state) == (409, "verified")
    with translation.override("zh-hans"):
        assert "已核实" in answer.content.decode()
