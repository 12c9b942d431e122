"""Corners: the timeline of a real case, what an operation refuses at a field, blocks and pages out of the ordinary."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns import operations
from campaigns.forms.report import ReportForm, take_refusal
from campaigns.models import CampaignPage, EventFiling
from campaigns.models.blocks import listed
from tests.factories.campaigns import AreaFactory, filing
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer

pytestmark = pytest.mark.django_db


def test_the_record_tells_what_happened(client, now):
    area = AreaFactory()
    officer, reviewer = an_officer(area), a_reviewer()
    event = operations.report_event(actor=officer, now=now, area=area, filing=filing())
    operations.return_event(actor=reviewer, now=now, event=event, items={"title": "标题太长"})
    client.force_login(officer)
    context = client.get(reverse("campaigns:event-record", args=[event.public_id])).context
    assert [entry["state"] for entry in context["timeline"]] == ["watch", "not_met"]
    assert [item.words for item in context["returned"]] == ["标题太长"]
    assert str(context["returned"][0]) == "标题和形式"
    assert str(EventFiling.objects.get()) == str(EventFiling.objects.get().key)


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (ValidationError({"ends_at": "zu spät"}), "ends"),
        (ValidationError({"verified_by": "x"}), "__all__"),
        (ValidationError("x"), "__all__"),
    ],
)
def test_what_an_operation_refuses_stands_at_its_field(now, refusal, field):
    form = ReportForm({}, areas=AreaFactory._meta.model.objects.filter(pk=AreaFactory().pk), now=now)
    form.full_clean()
    before = len(form.errors.get(field, []))
    take_refusal(form, refusal)
    assert len(form.errors[field]) == before + 1


def test_a_broadcast_needs_no_number(now):
    data = {"channel": "radio", "type": "media"}
    form = ReportForm(data, areas=AreaFactory._meta.model.objects.filter(pk=AreaFactory().pk), now=now)
    assert "people_reached" not in form.errors
    assert form.cleaned_data["counting"] == ""


def test_a_block_outside_of_a_page_lists_nothing(now):
    assert listed({"which": "all", "limit": 3}, None, now) == []


def test_a_campaign_does_not_end_before_it_begins():
    page = CampaignPage(title="x", slug="x", starts_on=dt.date(2026, 5, 2), ends_on=dt.date(2026, 5, 1))
    with pytest.raises(ValidationError):
        page.clean()
