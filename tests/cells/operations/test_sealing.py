"""Two changes of key: every plaque that hangs stays good, and every new print carries the newest."""

import io

import pytest
from django.core.management import CommandError, call_command

from cells.enums import ApplicationStatus as Status
from cells.enums import Standing
from cells.models import Certificate
from cells.operations.sealing import reseal_certificates
from cells.queries.indicator import altered_certificates
from cells.queries.register import find_certificate
from cells.results.trail import strayed
from cells.signature import key_id, public_key
from tests.cells.test_signature import bare

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED


def rotated(settings) -> None:
    """As an operator does it: what the command prints becomes the environment."""
    printed = io.StringIO()
    call_command("rotate_certificate_key", stdout=printed, stderr=io.StringIO())
    lines = dict(line.split("=", 1) for line in printed.getvalue().splitlines())
    settings.PORTAL_CERTIFICATE_KEY = lines["PORTAL_CERTIFICATE_KEY"]
    former = [word.rpartition("=") for word in lines["PORTAL_CERTIFICATE_FORMER"].split()]
    settings.PORTAL_CERTIFICATE_FORMER = {key: day for key, _, day in former}


def test_rotated_twice_all_plaques_stay_good(case, settings, at):
    at(case.now)
    row = case.certificate
    on_doors = [bare(row.face, settings.PORTAL_CERTIFICATE_KEY), row.signature]
    for turn in (1, 2):
        rotated(settings)
        assert reseal_certificates(actor=None, now=case.now).count == 1
        row.refresh_from_db()
        assert row.signature[1:9] == key_id(public_key(settings.PORTAL_CERTIFICATE_KEY))
        on_doors.append(row.signature)
        assert len(settings.PORTAL_CERTIFICATE_FORMER) == turn
    found = {find_certificate(row.number, token, on=case.now.date()).standing for token in on_doors}
    assert (found, len(set(on_doors))) == ({Standing.VALID}, 4)
    assert reseal_certificates(actor=None, now=case.now).count == 0
    assert list(altered_certificates()) == list(strayed()) == []


def test_what_no_key_vouches_for_is_told_and_left(case, settings):
    Certificate.objects.update(holder="别的单位")
    rotated(settings)
    with pytest.raises(CommandError, match=case.certificate.number):
        call_command("reseal_certificates", stdout=io.StringIO())
    assert Certificate.objects.get().signature == case.certificate.signature
