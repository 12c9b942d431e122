"""CER-01: every state of a certificate in words, by QR code and by typed number."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from cells.enums import ApplicationStatus as Status
from cells.exports.document import CERTIFICATE, _compiled, certificate_pdf, check_address
from cells.models import Certificate
from tests.cells.certificates import suspend_certificate, withdraw_certificate

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED


@pytest.fixture
def certificate(case, at):
    at(case.to(Status.CERTIFIED).now)
    return case.certificate


def by_qr(certificate):
    return Client().get(reverse("verify:certificate-check", args=[certificate.number, certificate.signature]))


def by_number(number):
    return Client().get(reverse("cells:certificate-find"), {"number": number}, follow=True)


STATES = [
    ("valid", timedelta(), "有效"),
    ("valid", timedelta(days=680), "有效，即将复核"),
    ("valid", timedelta(days=800), "已过期"),
    ("suspended", timedelta(), "已暂停"),
    ("withdrawn", timedelta(), "已撤销"),
    ("replaced", timedelta(), "已换发"),
]


@pytest.mark.parametrize(("state", "later", "word"), STATES)
def test_cer_01_each_state_in_words(case, certificate, at, state, later, word):
    if state != "valid":
        Certificate.objects.filter(pk=certificate.pk).update(
            state=state, state_reason="查实", state_changed_on=case.now
        )
    at(case.now + later)
    for answer in (by_qr(certificate), by_number(certificate.number.lower())):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'<p class="verdict__word">{word}</p>' in page
        assert certificate.holder in page
        assert "试行草案" in page
        assert "noindex" not in page


def test_cer_01_unknown_is_said_and_not_indexed(certificate):
    for answer in (
        by_number("TNWF-2026-9999"),
        Client().get(f"/c/{certificate.number}.{'A' * 86}"),
        Client().get("/c/nonsense"),
    ):
        page = answer.content.decode()
        assert answer.status_code == 404
        assert '<p class="verdict__word">查无此证</p>' in page
        assert '<meta name="robots" content="noindex">' in page
        assert certificate.holder not in page


def test_cer_01_no_personal_data_and_database_values_only(case, certificate, people):
    page = by_qr(certificate).content.decode()
    for secret in (case.member.name, case.organisation.credit_code, case.organisation.address, case.row.reference):
        assert secret not in page
    Certificate.objects.filter(pk=certificate.pk).update(holder="<b>改名单位</b>")
    assert "&lt;b&gt;改名单位&lt;/b&gt;" in by_number(certificate.number).content.decode()
    # The code vouches for the face that was issued, and for no other.
    assert "查无此证" in by_qr(certificate).content.decode()


def test_a_change_shows_at_once(case, certificate, people):
    common = {"actor": people.deputy, "certificate": certificate, "now": case.now}
    suspend_certificate(**common, reason="整改中")
    assert "已暂停" in by_qr(certificate).content.decode()
    withdraw_certificate(**common, reason="查实造假")
    page = by_qr(certificate)
    assert "查实造假" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_code_on_the_document_opens_the_check_page(certificate):
    picture = Image.open(io.BytesIO(_compiled(CERTIFICATE, certificate, "png", ppi=96)))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == check_address(certificate)
    assert code.text.startswith(f"{settings.PORTAL_BASE_URL}/c/")
    answer = Client().get(code.text.removeprefix(settings.PORTAL_BASE_URL))
    assert '<p class="verdict__word">有效</p>' in answer.content.decode()


def test_the_document_is_the_same_each_time(certificate):
    assert certificate_pdf(certificate) == certificate_pdf(certificate)


def test_the_document_takes_any_name_as_text(certificate):
    certificate.holder = '#panic("x") *粗* $x$ 龘靐齉爩' * 3
    assert certificate_pdf(certificate).startswith(b"%PDF")


def test_the_document_is_for_those_who_handled_the_case(case, certificate, people, client_of):
    address = reverse("cells:certificate-document", args=[certificate.number])
    assert client_of(case.member).get(address)["Content-Type"] == "application/pdf"
    assert client_of(people.district).get(address).status_code == 200
    assert client_of(people.resident).get(address).status_code == 404
    qr = Client().get(reverse("cells:certificate-qr", args=[certificate.number]))
    assert b"<svg" in qr.content
