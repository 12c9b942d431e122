"""An award on paper, entered by the form; by the table it comes in tests/journeys/test_round_units.py."""

import pytest
from django.urls import reverse

from cells.models import PaperAward
from tests.factories.cells import OrganisationFactory, kind
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db
DOCUMENT = "天无废办〔2025〕7号"


def test_one_by_the_form(people, now, client_of, at):
    kind("jiguan", now)
    at(now)
    shop, client = OrganisationFactory(), client_of(people.district)
    address = reverse("cells:award-list")
    sent = {"credit_code": shop.credit_code, "document_number": DOCUMENT, "issuer": "天宁区领导小组"}
    sent |= {"awarded_on": "2023-05-18", "valid_until": "2026-05-17", "level": "demo"}
    assert client.post(address, sent).status_code == 400
    assert client.post(address, sent | {"scan": upload(), "valid_until": "2023-05-01"}).status_code == 400
    assert client.post(address, sent | {"scan": upload()}).status_code == 302
    assert client.post(address, sent | {"scan": upload()}).status_code == 400
    award = PaperAward.objects.get()
    assert (award.level, award.valid_until.isoformat(), bool(award.scan)) == ("demo", "2026-05-17", True)
    assert shop.name in client.get(address).content.decode()
    assert client.get(reverse("cells:award-template")).status_code == 200
