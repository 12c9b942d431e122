"""The district's desk: who can be asked, and objections that are answered."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Expert, NoticeBatch, Objection

pytestmark = pytest.mark.django_db


def test_notice_and_objection(case, people, desk):
    client, public = desk(people.district), Client()
    prepare = reverse("cells:notice-prepare")
    assert "没有拟认定单位" in client.get(prepare).content.decode()
    case.to(Status.PROPOSED)
    assert client.post(prepare, {}).status_code == 400
    client.post(prepare, {"applications": [str(case.row.public_id)]})
    batch = NoticeBatch.objects.get()
    assert case.organisation.name in public.get(reverse("cells:notice-show", args=[batch.code])).content.decode()
    assert batch.code in public.get(reverse("cells:notice-list")).content.decode()
    file = reverse("cells:objection-file", args=[batch.code, case.row.reference])
    assert public.post(file, {"text": ""}).status_code == 400
    sent = {"key": uuid.uuid4(), "text": "后门混装", "name": "李四", "contact": "13800000000"}
    answer = public.post(file, sent, follow=True)
    objection = Objection.objects.get()
    assert objection.reference in answer.content.decode()
    assert "李四" not in answer.content.decode()
    show = reverse("cells:objection-show", args=[objection.public_id])
    assert "由另一位审核人员答复" in client.get(show).content.decode()
    assert client.post(show, {"answer": "已核查，不属实", "verdict": "dismiss"}).status_code == 403
    client = desk(people.deputy)
    assert objection.reference in client.get(reverse("cells:objection-list")).content.decode()
    assert "李四" in client.get(show).content.decode()
    assert client.post(show, {"answer": "已核查，不属实", "verdict": "dismiss"}).status_code == 302
    assert client.post(show, {"answer": "再答", "verdict": "uphold"}).status_code == 409
    assert "已核查，不属实" in public.get(reverse("cells:notice-show", args=[batch.code])).content.decode()


def test_several_objections_are_answered_together_and_published_once(case, people, desk):
    public = Client()
    case.to(Status.IN_NOTICE)
    batch = case.row.notice_entry.batch
    file = reverse("cells:objection-file", args=[batch.code, case.row.reference])
    texts = {"后门混装": "13800000000", "前门混装": "13800000000", "没有台账": ""}
    for text, contact in texts.items():
        public.post(file, {"key": uuid.uuid4(), "text": text, "contact": contact})
    first, second, third = Objection.objects.order_by("pk")
    client = desk(people.deputy)
    show = reverse("cells:objection-show", args=[first.public_id])
    form = client.get(show).context["form"]
    assert form.initial["others"] == [second.reference]
    assert [value for value, _label in form.fields["others"].choices] == [second.reference, third.reference]
    sent = {"answer": "到现场核查过，不属实", "verdict": "dismiss", "others": [second.reference, third.reference]}
    assert client.post(show, sent).status_code == 302
    assert set(Objection.objects.values_list("state", flat=True)) == {"dismissed"}
    page = public.get(reverse("cells:notice-show", args=[batch.code])).content.decode()
    assert page.count("到现场核查过，不属实") == 1
    assert "3" in page.split("到现场核查过，不属实")[0][-300:]
    assert case._fresh().row.status == Status.IN_NOTICE
    # What is open against another unit is not offered.
    assert client.post(show, sent | {"others": ["YY0000-000000"]}).status_code == 400


def test_who_can_be_asked_is_said_where_too_few_can(case, people, desk):
    case.to(Status.ACCEPTED)
    client = desk(people.district)
    address = reverse("cells:decision-show", args=[case.row.public_id])
    page = client.get(address)
    assert page.context["shortage"] is None
    assert re.search(r'<details class="more panel" open>\s*<summary>.*?安排评审人', page.content.decode(), re.DOTALL)
    Expert.objects.filter(user=people.first).update(is_available=False)
    Expert.objects.filter(user=people.second).update(area=case.organisation.area)
    page = client.get(address)
    said = {"needed": 2, "offered": 1, "everyone": 3, "not_free": 1, "asked": 0, "close": 1}
    assert page.context["shortage"] == said
    assert 'value="assign"' not in page.content.decode()
    assert reverse("cells:expert-list") in page.content.decode()
