"""The public register of certificates."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cells.exports.credential import MEDIA_TYPE, credential_jwt
from cells.exports.document import certificate_pdf, check_code, plaque
from cells.exports.register import register_csv, register_json
from cells.forms.public import NumberForm, RegisterForm
from cells.models import Certificate, Scheme
from cells.queries.applications import visible_applications
from cells.queries.pace import decided_spans, usual_workdays
from cells.queries.register import key_ring, levels, registered, valid_by_area, years
from cells.results.area_map import area_map
from cells.results.wording import STANDING_CHIPS
from cells.signature import key_id, public_pem
from cells.standing import is_counted
from cells.views.guard import page_of
from portal.accounts.limits import limited
from portal.accounts.permissions import private
from portal.clock import today
from portal.cms.pagecache import shared
from portal.directory.queries import workday_exceptions

PLAQUES = {"pdf": "application/pdf", "svg": "image/svg+xml"}


@require_safe
@shared
def register_list(request):
    form, asked = _asked(request)
    rows = registered(**asked)
    paged = page_of(request, rows)
    context = {"page_title": _("Certified zero-waste cells"), "form": form, **paged}
    context["usual"] = usual_workdays(decided_spans(), workday_exceptions())
    context["scheme"] = Scheme.objects.order_by("pk").first()
    context["rows"] = [_listed(row) for row in paged["page"]]
    filters = {name: value for name, value in request.GET.items() if name in form.fields and value}
    counts = valid_by_area(registered(**asked | {"area": None}), today())
    context["map"] = area_map(counts, address=request.path, asked=filters)
    return render(request, "cells/register_list.html", context)


@require_safe
@limited("open_data")
@shared
def register_export(request, kind):
    """The filtered register for a spreadsheet or a program."""
    _form, asked = _asked(request)
    rows = registered(**asked).iterator(chunk_size=500)
    if kind == "csv":
        response = HttpResponse(register_csv(rows, on=today()), content_type="text/csv; charset=utf-8")
    elif kind == "json":
        response = HttpResponse(register_json(rows, on=today()), content_type="application/json")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="register.{kind}"'
    return response


@require_safe
@limited("look_up")
def certificate_find(request):
    """Typing the number that stands under the QR code."""
    form = NumberForm(request.GET or None)
    if form.is_valid():
        return redirect("verify:certificate-check", form.cleaned_data["number"])
    context = {"page_title": _("Check a certificate"), "form": form, "host": settings.PORTAL_BASE_URL}
    return render(request, "cells/certificate_find.html", context)


@require_safe
@shared
def key_show(request):
    keys = [
        {"public": key, "id": key_id(key), "pem": public_pem(key), "last": last} for key, last in key_ring().items()
    ]
    context = {"page_title": _("Public keys of the certificates"), "keys": keys}
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


@private
@require_safe
def certificate_plaque(request, number, kind):
    """For the door, as a printer takes it."""
    if kind not in PLAQUES:
        raise Http404
    scope = Certificate.objects.filter(application__in=visible_applications(request.user))
    row = get_object_or_404(scope.select_related("unit_type", "area"), number=number)
    if not is_counted(row.standing_on(today())):
        return HttpResponseGone(_("This certificate is not valid today."), content_type="text/plain; charset=utf-8")
    response = HttpResponse(plaque(row, kind), content_type=PLAQUES[kind])
    response["Content-Disposition"] = f'attachment; filename="{row.number}-plaque.{kind}"'
    return response


@never_cache
@require_safe
@limited("look_up")
def certificate_credential(request, number):
    """Open Badges 3.0, while the certificate is valid; it holds nothing that the check page does not show."""
    # What was awarded on paper was not scored and decided as the credential says.
    scored = Certificate.objects.exclude(application=None).select_related("unit_type")
    row = get_object_or_404(scored, number=number)
    if not is_counted(row.standing_on(today())):
        return HttpResponseGone(_("This certificate is not valid today."), content_type="text/plain; charset=utf-8")
    return HttpResponse(credential_jwt(row), content_type=MEDIA_TYPE)


@require_safe
@shared
def certificate_qr(request, number):
    row = Certificate.objects.filter(number=number).first()
    if row is None:
        raise Http404
    return HttpResponse(check_code(row), content_type="image/svg+xml")


def _asked(request):
    form = RegisterForm(request.GET or None, levels=levels(), years=years())
    asked = dict(form.cleaned_data) if form.is_valid() else {}
    return form, asked | {"words": asked.pop("q", "")}


def _listed(row: Certificate) -> dict:
    standing = row.standing_on(today())
    return {"certificate": row, "standing": standing, "chip": STANDING_CHIPS.get(standing, "not_met")}
