"""The board as a data set: versions and what changed since, terms of use, citation, catalogue record."""

import datetime as dt
import io
import json
import re
import zipfile
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.board.exports.catalog import Dataset, catalog, licences
from portal.board.queries import version_of
from portal.directory.models import Plan
from tests.factories.board import ENTERED_AT, IndicatorFactory, ObservationFactory

pytestmark = pytest.mark.django_db
CHANGES = "/board/2022-2025/api/v1/changes"
LATER = ENTERED_AT + dt.timedelta(hours=3)


@pytest.fixture
def first():
    return ObservationFactory(indicator=IndicatorFactory())


@pytest.fixture
def corrected(first):
    return ObservationFactory(
        indicator=first.indicator, value=Decimal("82.5"), revision_of=first, reason="台账补录", approved_at=LATER
    )


def observations(client) -> set[str]:
    return {one["id"] for one in client.get("/board/2022-2025/api/v1/observations").json()["observations"]}


def test_two_versions_differ_by_what_the_changes_say(client, first):
    before, version = observations(client), client.get(CHANGES).json()["version"]
    assert version == "2026-11-24T01:00:00Z"
    assert client.get(CHANGES, {"since": version}).json()["changes"] == []
    held = ObservationFactory(indicator=IndicatorFactory(number=14), approved_at=LATER)
    again = ObservationFactory(
        indicator=first.indicator, value=Decimal("82.5"), revision_of=first, reason="台账补录", approved_at=LATER
    )
    told = client.get(CHANGES, {"since": version}).json()
    assert {one["id"] for one in told["changes"]} == observations(client) - before
    assert {one["id"] for one in told["changes"]} == {str(held.public_id), str(again.public_id)}
    assert told["version"] == "2026-11-24T04:00:00Z"
    assert client.get(CHANGES, {"since": told["version"]}).json()["changes"] == []


@pytest.mark.parametrize(
    "since", ["x", "2026-11-24", "2026-11-24T01:00:00", "2026-13-24T01:00:00Z", "0001-01-01T00:00:00Z"]
)
def test_what_is_no_version_is_said_so(client, first, since):
    answer = client.get(CHANGES, {"since": since})
    assert (answer.status_code, answer.json()) == (400, {"error": "bad_request"})


def test_the_package_says_its_version_terms_and_citation(client, corrected):
    with zipfile.ZipFile(io.BytesIO(client.get("/board/2022-2025/data.zip").content)) as archive:
        package = json.loads(archive.read("datapackage.json"))
    assert package["version"] == "2026-11-24T04:00:00Z"
    assert package["licenses"] == licences()
    assert "2026-11-24T04:00:00Z" in package["citation"]
    assert "http://testserver/board/2022-2025/" not in json.dumps(package) or package["homepage"] in package["citation"]


def test_pages_tell_search_engines_of_the_data_set(client, corrected):
    for address in ("/board/2022-2025/", "/board/2022-2025/13/"):
        page = client.get(address).content.decode()
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        told = json.loads(block)
        assert (told["@type"], told["version"]) == ("Dataset", "2026-11-24T04:00:00Z")
        assert told["license"].startswith("https://creativecommons.org")
        assert len(told["distribution"]) == 11
        assert "知识共享" in page
        assert told["creditText"] in page


def test_every_address_of_the_catalogue_answers(client, corrected):
    answer = client.get(reverse("board:catalog"))
    assert answer["Content-Type"] == "application/ld+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    (dataset,) = answer.json()["dcat:dataset"]
    base = dataset["@id"].removesuffix("/board/2022-2025/")
    addresses = [one["dcat:downloadURL"]["@id"] for one in dataset["dcat:distribution"]]
    assert len(addresses) == len(set(addresses)) == 11
    for address in [dataset["@id"], *addresses]:
        assert client.get(address.removeprefix(base)).status_code == 200, address


def test_a_district_that_has_not_decided_claims_no_terms(client, first, settings):
    settings.DISTRICT = type(settings.DISTRICT)(**vars(settings.DISTRICT) | {"data_licence": {}})
    plan = Plan.objects.get()
    told = json.dumps(catalog([Dataset(plan, version_of(plan))]))
    assert "license" not in told
    assert licences() == []
    assert "license" not in client.get("/board/api/v1/openapi.json").json()["info"]
    assert "办公室尚未确定使用条件" in client.get("/board/2022-2025/").content.decode()
