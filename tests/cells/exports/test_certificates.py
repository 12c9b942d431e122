"""What leaves the house with a certificate's name on it, checked by other people's libraries."""

import csv
import io
import json
import shutil
import subprocess
from datetime import timedelta

import jwt
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from PIL import Image, ImageChops, ImageFont
from pypdf import PdfReader

from cells.enums import ApplicationStatus as Status
from cells.exports.credential import CONTEXTS, credential_jwt
from cells.exports.document import (
    CERTIFICATE,
    PLAQUE,
    _compiled,
    certificate_pdf,
    check_address,
    plaque,
)
from cells.models import Certificate
from cells.signature import public_key, public_pem
from portal.typesetting import fonts, missing_signs
from tests.cells.certificates import suspend_certificate
from tests.cells.exports.paper import printed, written

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CASE_STANDS_AT = Status.CERTIFIED


@pytest.fixture
def certificate(case, at):
    found = case.to(Status.CERTIFIED).certificate
    at(case.now)
    return found


def newest_pem() -> str:
    return public_pem(public_key(settings.PORTAL_CERTIFICATE_KEY))


def test_the_credential_stands_before_an_independent_verifier(certificate):
    pem = newest_pem()
    token = credential_jwt(certificate)
    payload = jwt.decode(token, pem, algorithms=["EdDSA"], options={"verify_exp": False, "verify_nbf": False})
    assert payload["@context"] == CONTEXTS
    assert payload["credentialSubject"]["identifier"][0]["identityHash"] == certificate.holder
    # The library reads the machine's clock: a certificate that runs today.
    certificate.issued_on -= timedelta(days=400)
    found = OB3Verifier(pem).verify(credential_jwt(certificate))
    assert found.achievement.name == certificate.level_name
    other = public_pem(public_key("another key"))
    with pytest.raises(OB3VerificationError):
        OB3Verifier(other).verify(token)
    head, body, seal = token.split(".")
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pem).verify(f"{head}.{body[:-4]}AAAA.{seal}")


def test_the_credential_ends_with_the_certificate(case, certificate, people):
    address = reverse("cells:certificate-credential", args=[certificate.number])
    answer = Client().get(address)
    assert answer["Content-Type"] == "application/vc+jwt"
    suspend_certificate(actor=people.deputy, certificate=certificate, reason="整改", now=case.now)
    assert Client().get(address).status_code == 410


def test_the_plaque_is_ready_for_the_printer(case, certificate, client_of, people):
    picture = Image.open(io.BytesIO(_compiled(PLAQUE, certificate, "png", ppi=72)))
    assert zxingcpp.read_barcode(picture).text == check_address(certificate)
    certificate.holder = "#panic() 㼆𣲘《》“”、" * 6
    assert plaque(certificate, "pdf").startswith(b"%PDF")
    client = client_of(case.member)
    for kind, start in (("pdf", b"%PDF"), ("svg", b"<svg")):
        address = reverse("cells:certificate-plaque", args=[certificate.number, kind])
        assert client.get(address).content.startswith(start)
        assert client_of(people.resident).get(address).status_code == 404
    assert client.get(reverse("cells:certificate-plaque", args=[certificate.number, "exe"])).status_code == 404


# A name that nobody made up for the test, a real one and longer ones out of it.
LONG = "江苏省常州市天宁区红梅街道红菱社区居民委员会翠竹新村南区业主委员会物业管理服务中心"


@pytest.mark.parametrize("signs", [4, 20, 40, 80, 200])
@pytest.mark.parametrize("source", [CERTIFICATE, PLAQUE], ids=["certificate", "plaque"])
def test_a_name_of_any_length_has_its_room(certificate, signs, source):
    """Every word is there, the name covers and moves nothing, and the code is read."""
    certificate.holder = (LONG * 5)[:signs]
    (page,) = PdfReader(io.BytesIO(_compiled(source, certificate, "pdf"))).pages
    assert certificate.holder in "".join(page.extract_text().split())
    full, address = drawn(source, certificate), check_address(certificate)
    certificate.holder = " "
    empty = drawn(source, certificate)
    where = ImageChops.difference(full, empty).getbbox()
    # Where the name stands, there was nothing but white.
    assert empty.crop(where).getextrema() == (255, 255)
    assert zxingcpp.read_barcode(full).text == address


def drawn(source, certificate) -> Image.Image:
    return Image.open(io.BytesIO(_compiled(source, certificate, "png", ppi=100))).convert("L")


@pytest.mark.parametrize(("name", "signs"), [("红梅小学", []), ("㼆𣲘龘喆餐厅 No.1", []), ("𠮷野家😀𠮷", ["𠮷", "😀"])])
def test_signs_that_no_font_has_are_named(name, signs):
    assert missing_signs(name) == signs


@pytest.mark.parametrize("basis", ["", "天政发〔2026〕12 号"])
def test_cer_03_the_paper_says_what_the_row_says(certificate, basis):
    certificate.basis_number, certificate.is_draft = basis, not basis
    for holder in (
        certificate.holder,
        "龘靐齉爩㼆𣲘（喆垚）《竹·林》“A&B”",
        "#x $y$ *z* <b>_w_ \\ @f [g]",
        "常州市天宁区" * 12,
    ):
        certificate.holder = holder
        assert printed(certificate_pdf(certificate)) == written(certificate)


@pytest.mark.parametrize("sign", "《》“”、㼆天")
def test_the_fonts_hold_the_signs_of_names(sign):
    font = ImageFont.truetype(f"{fonts()}/NotoSansSC-Regular.otf", 40)
    assert bytes(font.getmask(sign)) != bytes(font.getmask("\U000f0000"))


@pytest.mark.skipif(not shutil.which("openssl"), reason="the how-to names OpenSSL; this machine has none")
def test_the_offline_check_of_the_key_page_works(certificate, tmp_path):
    page = Client().get(reverse("cells:key-show")).content.decode()
    assert "openssl pkeyutl" in page
    assert newest_pem().splitlines()[1] in page
    (tmp_path / "key.pem").write_text(newest_pem())
    face = certificate.face
    lines = [face.number, face.holder, face.kind, face.level, str(face.issued_on), str(face.valid_until)]
    text = "portal.cells.certificate.v2:" + "\n".join(lines)
    (tmp_path / "text").write_text(text)
    unpacked = f'printf %s "{certificate.signature[9:]}==" | tr -- -_ +/ | base64 -d > signature'
    shell = f"{unpacked} && openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature"
    assert subprocess.run(["bash", "-c", shell], cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / "text").write_text(text.replace(face.level, "无废细胞"))
    assert subprocess.run(["bash", "-c", shell], cwd=tmp_path, check=False, capture_output=True).returncode != 0


def read(response):
    return response.content.decode()


def test_the_register_as_csv_and_json(certificate):
    Certificate.objects.filter(pk=certificate.pk).update(holder='=HYPERLINK("x")')
    text = read(Client().get(reverse("cells:register-export", args=["csv"])))
    assert text.startswith("\ufeff")
    (row,) = list(csv.reader(io.StringIO(text[1:])))[1:]
    assert row[:2] == [certificate.number, '\'=HYPERLINK("x")']
    found = json.loads(read(Client().get(reverse("cells:register-export", args=["json"]))))
    assert [item["state"] for item in found["certificates"]] == ["valid"]
    empty = Client().get(
        reverse("cells:register-export", args=["json"]), {"area": "hongmei", "year": "2026", "q": "无此"}
    )
    assert json.loads(read(empty))["certificates"] == []
    assert Client().get(reverse("cells:register-export", args=["exe"])).status_code == 404


def test_inj_04_a_name_on_a_certificate_is_not_fetched(certificate, canary):
    certificate.holder = certificate.level_name = canary.words
    for made in (certificate_pdf(certificate), _compiled(CERTIFICATE, certificate, "png"), plaque(certificate, "pdf")):
        assert made
    assert credential_jwt(certificate)
