"""The public register: filters, plan, how long it took others."""

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from tests.factories.cells import area

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED
REGISTER = reverse("cells:register-list")


@pytest.fixture
def certificate(case, at):
    found = case.to(Status.CERTIFIED).certificate
    at(case.now)
    return found


def test_filters_and_plan(certificate):
    area("lanling")
    page = Client().get(REGISTER, {"year": "2026", "area": "hongmei"}).content.decode()
    assert certificate.holder in page
    assert 'class="area-map"' in page
    assert f'href="{REGISTER}?year=2026&amp;area=lanling"' in page
    assert certificate.holder not in Client().get(REGISTER, {"area": "lanling"}).content.decode()
