"""What a table tells of an event that took place, with and without a proof of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import Event
from tests.campaigns.test_sheets import IMPORT, REPORT, dry_run
from tests.factories.campaigns import officer as an_officer
from tests.portal.evidence.samples import camera_jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, area):
    client.force_login(an_officer(area))
    return client


def test_figures_without_a_link_are_kept_until_a_photo_is_added_to_them(desk):
    shown = dry_run(desk, {**REPORT, "proof_link": ""})
    assert (shown.context["rows"][0].errors, shown.context["rows"][0].outcome[:6]) == ([], "数字已保留：")
    desk.post(IMPORT, {"rows": shown.context["payload"]})
    event = Event.objects.get()
    assert (event.state, event.people_reached, event.counting, event.announced) == ("planned", 45, "signed_in", False)
    page = desk.get(reverse("campaigns:event-report", args=[event.public_id]))
    assert page.context["form"].initial["people_reached"] == 45
    sent = {name: value for name, value in page.context["form"].initial.items() if value not in (None, "")}
    photo = SimpleUploadedFile("签到表.jpg", camera_jpeg(), content_type="image/jpeg")
    answer = desk.post(page.request["PATH_INFO"], {**sent, "proof_kind": "sign_in", "proof_files": photo})
    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.state, event.people_reached, event.proofs.get().kind) == ("held", 45, "sign_in")


def test_figures_without_a_link_are_judged_as_those_of_a_report(desk):
    shown = dry_run(desk, {**REPORT, "proof_link": "", "counting": "", "day": "2027-02-01"})
    assert {column.split()[0] for column, _message in shown.context["rows"][0].errors} == {"人数怎样统计？", "结束"}


def test_an_event_that_ends_when_it_begins_is_no_day_long(desk):
    shown = dry_run(desk, {**REPORT, "ends": "09:00"}, {**REPORT, "begins": "22:30", "ends": "00:30"})
    [wrong] = shown.context["wrong"]
    assert [column.split()[0] for column, _words in wrong.errors] == ["结束"]
