"""The public register of certificates."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cells.exports.document import certificate_pdf, qr_svg
from cells.forms.public import NumberForm, RegisterForm
from cells.models import Certificate, Scheme
from cells.models.scheme import in_language
from cells.queries.applications import visible_applications
from cells.queries.register import normal_number, registered
from cells.results.wording import STANDING_CHIPS
from cells.signature import public_key
from cells.views.guard import page_of
from portal.accounts.permissions import private
from portal.clock import today


@require_safe
def register_list(request):
    scheme = Scheme.objects.order_by("pk").first()
    levels = scheme.levels.levels if scheme else ()
    form = RegisterForm(request.GET or None, levels=[(level.code, _label(level)) for level in levels])
    asked = dict(form.cleaned_data) if form.is_valid() else {}
    paged = page_of(request, registered(words=asked.pop("q", ""), **asked))
    context = {"page_title": _("Certified zero-waste cells"), "form": form, "scheme": scheme, **paged}
    context["rows"] = [_listed(row) for row in paged["page"]]
    return render(request, "cells/register_list.html", context)


@require_safe
def certificate_find(request):
    """Typing the number that stands under the QR code."""
    form = NumberForm(request.GET or None)
    if form.is_valid():
        return redirect("verify:certificate-check", normal_number(form.cleaned_data["number"]))
    context = {"page_title": _("Check a certificate"), "form": form, "host": settings.PORTAL_BASE_URL}
    return render(request, "cells/certificate_find.html", context)


@require_safe
def key_show(request):
    key = public_key(settings.PORTAL_CERTIFICATE_KEY)
    context = {"page_title": _("Public key of the certificates"), "key": key}
    return render(request, "cells/key_show.html", context)


@private
@require_safe
def certificate_document(request, number):
    """The PDF, for the unit and the offices that handled it."""
    scope = Certificate.objects.filter(application__in=visible_applications(request.user))
    row = get_object_or_404(scope.select_related("unit_type", "area"), number=number)
    response = HttpResponse(certificate_pdf(row), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return response


@require_safe
def certificate_qr(request, number):
    row = Certificate.objects.filter(number=number).first()
    if row is None:
        raise Http404
    return HttpResponse(qr_svg(row), content_type="image/svg+xml")


def _listed(row: Certificate) -> dict:
    standing = row.standing_on(today())
    return {"certificate": row, "standing": standing, "chip": STANDING_CHIPS.get(standing, "not_met")}


def _label(level) -> str:
    return in_language(level.name, level.name_en)
