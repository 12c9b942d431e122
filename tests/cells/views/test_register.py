"""The public register: filters, plan, how long it took others."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Application, Certificate
from cells.queries.durations import durations, place_in_line
from tests.factories.cells import Case, area

pytestmark = pytest.mark.django_db
REGISTER = reverse("cells:register-list")


@pytest.fixture
def certificate(case, at):
    found = case.to(Status.CERTIFIED).certificate
    at(case.now)
    return found


def copies(certificate, count):
    """More of the same, written at once."""
    source = Application.objects.get(pk=certificate.application_id)
    fields = {field.attname: getattr(source, field.attname) for field in Application._meta.concrete_fields}
    for number in range(count):
        application = Application.objects.create(
            **fields | {"id": None, "public_id": uuid.uuid4(), "reference": f"SQ-{number}"}
        )
        values = {field.attname: getattr(certificate, field.attname) for field in Certificate._meta.concrete_fields}
        Certificate.objects.create(
            **values | {"id": None, "application_id": application.pk, "number": f"TNWF-2025-{number:04d}"}
        )


def test_filters_and_plan(certificate):
    area("lanling")
    page = Client().get(REGISTER, {"year": "2026", "area": "hongmei"}).content.decode()
    assert certificate.holder in page
    assert 'class="area-map"' in page
    assert f'href="{REGISTER}?year=2026&amp;area=lanling"' in page
    assert certificate.holder not in Client().get(REGISTER, {"area": "lanling"}).content.decode()


def test_how_long_it_took_is_hidden_when_few(case, certificate):
    assert durations() is None
    copies(certificate, 9)
    found = durations()
    assert (found.cases, found.low, found.middle, found.high) == (10, 8, 8, 8)
    assert "8 到 8 个工作日" in Client().get(REGISTER).content.decode()


def test_the_place_in_line(case, people):
    case.to(Status.SUBMITTED)
    later = Case(people, case.now + timedelta(hours=1)).to(Status.SUBMITTED)
    assert [place_in_line(row) for row in (case.row, later.row)] == [1, 2]
