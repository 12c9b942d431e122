"""The certificate as a document: typst for the page, qrcode for the code. Both say only what the database says."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cells.models import Certificate
from portal.papers.qr import INDOORS, qr_svg
from portal.typesetting import typeset

CERTIFICATE, PLAQUE = (Path(__file__).with_name(name) for name in ("certificate.typ", "plaque.typ"))


def certificate_pdf(certificate: Certificate) -> bytes:
    """Always the same bytes for the same certificate."""
    return _compiled(CERTIFICATE, certificate, "pdf")


def plaque(certificate: Certificate, kind: str) -> bytes:
    """The plaque for the door, ready for a printer: "pdf", or "svg" with its writing as outlines."""
    return _compiled(PLAQUE, certificate, kind)


def check_address(certificate: Certificate) -> str:
    """All that the QR code holds: our address, the number, its signature."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("verify:certificate-check", args=[certificate.number, certificate.signature])
    return f"{settings.PORTAL_BASE_URL}{path}"


def check_code(certificate: Certificate) -> str:
    return qr_svg(check_address(certificate), INDOORS)


def _compiled(source: Path, certificate: Certificate, kind: str, **more: float) -> bytes:
    issued = certificate.issued_on
    moment = int(datetime(issued.year, issued.month, issued.day, tzinfo=UTC).timestamp())
    return typeset(source, _words(certificate), kind=kind, timestamp=moment, **more)


def _words(certificate: Certificate) -> dict[str, str]:
    """The face is Chinese, with one English line; a certificate is one document, whoever prints it."""
    district = settings.DISTRICT
    valid = f"{_day(certificate.issued_on)} 至 {_day(certificate.valid_until)}"
    return {
        "title": "无废细胞证书",
        "mark": "无废细胞",
        "district": district.full_name,
        "holder": certificate.holder,
        "sentence": f"经自评、街道初审、专家评审、认定和公示，符合{district.name}“无废细胞”建设要求，特发此证。",
        "level": certificate.level_name,
        "english": f"{certificate.level_name_en} · {district.name_en}, {district.city_en}",
        "number_label": "证书编号",
        "number": certificate.number,
        "kind_label": "单位类型",
        "kind": certificate.face.kind,
        "valid_label": "有效期",
        "valid": valid,
        "basis_label": "依据文号",
        "basis": certificate.basis_number,
        "issuer": certificate.issuer,
        "issued": _day(certificate.issued_on),
        "again": _again(certificate),
        "draft": "试行 · 方案草案" if certificate.is_draft else "",
        "qr": check_code(certificate),
        "check": "扫码查验，以网站显示为准",
        "address": check_address(certificate),
    }


def _again(certificate: Certificate) -> str:
    """Of a later edition its number and day: both are signed."""
    again = certificate.reissued_on
    return f"第{certificate.edition}版，{_day(again)}换发" if again else ""


def _day(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
