"""The same form sent again: the same words are received, other words are shown beside the first."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus
from cells.models import Objection

pytestmark = pytest.mark.django_db


def test_an_objection_with_other_words_is_told_and_may_be_handed_in_as_another(case):
    case.to(ApplicationStatus.IN_NOTICE)
    file = reverse("cells:objection-file", args=[case.row.notice_entry.batch.code, case.row.reference])
    public = Client(enforce_csrf_checks=True)  # and without a cookie
    sent = {"key": str(uuid.uuid4()), "text": "后门混装"}
    first, again = public.post(file, sent), public.post(file, sent)
    objection = Objection.objects.get()
    assert first.url == again.url
    assert first.url.endswith(f"/{objection.reference}/")
    page = public.post(file, sent | {"text": "前门也混装"}).content.decode()
    for words in (objection.reference, "后门混装", "前门也混装"):
        assert words in page
    assert Objection.objects.count() == 1
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    assert public.post(file, {"key": key, "text": "前门也混装"}).status_code == 302
    assert Objection.objects.count() == 2
