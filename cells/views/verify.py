"""The check page that the QR code opens: values from the database only, no personal data."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cells.forms.public import NumberForm
from cells.queries.register import find_certificate
from cells.results.register import face_of, former_words, standing_words
from cells.results.wording import STANDING_CHIPS
from portal.accounts.limits import limited
from portal.clock import today


@never_cache
@require_safe
@limited("look_up")
def certificate_check(request, number, signature=""):
    finding = find_certificate(number, signature, on=today())
    context = {
        "page_title": _("Certificate check"),
        "finding": finding,
        "certificate": finding.certificate,
        "state": STANDING_CHIPS.get(finding.standing, "not_met"),
        "text": standing_words(finding),
        "former": former_words(finding),
        "face": face_of(finding) if finding.certificate else None,
        "form": NumberForm(),
        "checked_on": today(),
    }
    return render(request, "cells/certificate_check.html", context, status=200 if finding.certificate else 404)
