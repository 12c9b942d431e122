"""The check page that the QR code opens: values from the database only, no personal data."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cells.enums import Standing
from cells.forms.public import NumberForm
from cells.queries.register import find_certificate
from cells.views.wording import STANDING_CHIPS
from portal.clock import today

WORDS = {
    Standing.VALID: gettext_lazy("This certificate was issued by the district and is valid today."),
    Standing.DUE: gettext_lazy("This certificate is valid today; its recheck is due soon."),
    Standing.SUSPENDED: gettext_lazy("This certificate is suspended: for now the unit may not use it."),
    Standing.WITHDRAWN: gettext_lazy("This certificate was withdrawn: the unit may no longer use it."),
    Standing.EXPIRED: gettext_lazy("The validity of this certificate has ended."),
    Standing.REPLACED: gettext_lazy("This certificate was replaced by a newer one."),
    Standing.UNKNOWN: gettext_lazy(
        "No certificate was issued with this number and code. If a poster led you here, do not rely on it."
    ),
}


@never_cache
@require_GET
def certificate_check(request, number, signature=""):
    finding = find_certificate(number, signature, on=today())
    certificate = finding.certificate
    context = {
        "page_title": _("Certificate check"),
        "finding": finding,
        "certificate": certificate,
        "state": STANDING_CHIPS.get(finding.standing, "not_met"),
        "text": WORDS[finding.standing],
        "face": _face(certificate, finding) if certificate else None,
        "form": NumberForm(),
        "checked_on": today(),
    }
    status = 200 if certificate else 404
    return render(request, "cells/certificate_check.html", context, status=status)


def _face(certificate, finding) -> dict:
    return {
        "number": certificate.number,
        "holder": certificate.holder,
        "category": certificate.unit_type.label,
        "level": certificate.level_label,
        "awarded_on": certificate.issued_on,
        "valid_until": certificate.valid_until,
        "issuer": certificate.issuer_label,
        "state": "met" if finding.is_counted else STANDING_CHIPS.get(finding.standing, "not_met"),
        "state_label": finding.standing.label,
        "qr_url": reverse("cells:certificate-qr", args=[certificate.number]),
    }
