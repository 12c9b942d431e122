"""The answers of a closed wave as files for statisticians."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.permissions import require_role
from portal.clock import now
from portal.directory.models import Area
from portal.spreadsheets import MEDIA_TYPES
from surveys.exports.microdata import SAV_TYPE, codebook_csv, rows_csv, rows_sav, rows_xlsx
from surveys.operations.exporting import note_export
from surveys.permissions import JUDGING_ROLES, can_export
from surveys.questionnaire import Wording
from surveys.results.microdata import MINIMUM, columns_of, rows_of
from surveys.views.fieldwork import WAVES

FORMS = {"csv": MEDIA_TYPES["csv"], "xlsx": MEDIA_TYPES["xlsx"], "sav": SAV_TYPE}


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def data_export(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    form = request.POST.get("form")
    may_export = can_export(request.user, wave)
    if request.method != "POST" or form not in FORMS or not may_export:
        context = {"wave": wave, "may_export": may_export, "minimum": MINIMUM, "columns": _columns(wave)}
        return render(request, "surveys/data_export.html", context, status=409 if request.method == "POST" else 200)
    note_export(wave=wave, form=form, actor=request.user, now=now())
    return _file(wave, form)


@require_safe
@require_role(*JUDGING_ROLES)
def data_codebook(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    return StreamingHttpResponse(codebook_csv(_columns(wave)), headers=_headers(wave, "codebook.csv", FORMS["csv"]))


def _file(wave, form: str):
    columns = _columns(wave)
    rows, headers = rows_of(wave, columns), _headers(wave, f"answers.{form}", FORMS[form])
    if form == "csv":
        return StreamingHttpResponse(rows_csv(columns, rows), headers=headers)
    if form == "xlsx":
        return HttpResponse(rows_xlsx(columns, rows), headers=headers)
    return HttpResponse(rows_sav(columns, rows, chinese=get_language() != "en"), headers=headers)


def _columns(wave):
    areas = {area.code: Wording(area.name, area.name_en or area.name) for area in Area.objects.all()}
    return columns_of(wave.version.questionnaire, areas) if wave.version else ()


def _headers(wave, name: str, kind: str) -> dict[str, str]:
    file = f"{wave.survey.slug}-{wave.number}-{name}"
    return {
        "Content-Type": kind,
        "Content-Disposition": f'attachment; filename="{file}"',
        "Cache-Control": "private, no-store",
    }
