"""Before the pages of the site are built."""

import pytest
from django.conf import settings
from django.core.management import call_command

from portal.home.operations.site import site_records

pytestmark = pytest.mark.django_db


def test_the_command_says_what_it_made(capsys):
    call_command("build_site")
    assert f"{2 * len(site_records(settings.DISTRICT))} pages made" in capsys.readouterr().out


def test_without_its_pages_these_addresses_lead_nowhere(client):
    assert client.get("/go/privacy/").status_code == 404
    assert client.get("/site-map/").status_code == 200
