"""The answers of a closed wave as files for statisticians."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.permissions import require_role
from portal.directory.models import Area
from portal.ledger.exporting import Offer, hand_out
from portal.spreadsheets import MEDIA_TYPES
from surveys.exports.ddi import MEDIA_TYPE, codebook_ddi
from surveys.exports.microdata import codebook_csv, rows_csv, rows_sav, rows_xlsx
from surveys.permissions import JUDGING_ROLES, can_export
from surveys.questionnaire import Wording
from surveys.results.microdata import MINIMUM, columns_of, rows_of
from surveys.views.fieldwork import WAVES


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def data_export(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    columns, words = _columns(wave), {"wave": wave, "minimum": MINIMUM}
    if not can_export(request.user, wave):
        status = 409 if request.method == "POST" else 200
        return render(request, "surveys/data_closed.html", words | {"columns": columns}, status=status)
    words |= {"about": "surveys/parts/data_about.html", "columns": columns}
    return hand_out(request, _offer(wave, columns), words=words)


@require_safe
@require_role(*JUDGING_ROLES)
def data_codebook(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    name = f'attachment; filename="{wave.survey.slug}-{wave.number}-codebook.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(codebook_csv(_columns(wave)), content_type=MEDIA_TYPES["csv"], headers=headers)


@require_safe
@require_role(*JUDGING_ROLES)
def data_ddi(request, public_id):
    """The same codebook as archives take it in."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    answer = HttpResponse(codebook_ddi(wave, _columns(wave), wave.responses.count()), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{wave.survey.slug}-{wave.number}-codebook.xml"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _offer(wave, columns) -> Offer:
    return Offer(
        name="wave",
        title=_("Answers as files for statisticians"),
        file=f"{wave.survey.slug}-{wave.number}-answers",
        subject=wave,
        rows=lambda _asked: rows_of(wave, columns),
        writers={
            "csv": lambda rows: rows_csv(columns, rows),
            "xlsx": lambda rows: [rows_xlsx(columns, rows)],
            "sav": lambda rows: [rows_sav(columns, rows, chinese=get_language() != "en")],
        },
    )


def _columns(wave):
    areas = {area.code: Wording(area.name, area.name_en or area.name) for area in Area.objects.all()}
    return columns_of(wave.version.questionnaire, areas, is_drawn=wave.is_drawn) if wave.version else ()
