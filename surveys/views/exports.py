"""Data files of a closed wave: rows for those who judge flags, counts for the whole district."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.permissions import require_role
from portal.clock import now
from surveys.exports.sav import sav_parts
from surveys.exports.table import MEDIA_TYPES, csv_parts, workbook
from surveys.operations.exports import note_export
from surveys.permissions import DISTRICT_ROLES
from surveys.results.data import codebook_rows, count_rows, data_columns, data_rows, word_rows
from surveys.views.fieldwork import WAVES

HEADS = {
    "codebook": lambda: [_("variable"), _("question"), _("code"), _("number in .sav"), _("answer in words")],
    "words": lambda: [_("question"), _("what was written")],
    "counts": lambda: [_("variable"), _("question"), _("code"), _("answer in words"), _("number after checks")],
}


@require_safe
@require_role(*DISTRICT_ROLES)
def data_file(request, public_id, table, form):
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    if form == "sav" and table != "answers":
        raise Http404
    note_export(wave=wave, table=table, form=form, actor=request.user, now=now())
    content = _content(wave, table, form)
    answer = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    name = f"{wave.survey.slug}-{wave.number}-{table}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return answer(content, content_type=MEDIA_TYPES[form], headers=headers)


def _content(wave, table, form):
    language = get_language() or "zh-hans"
    columns = data_columns(wave)
    if form == "sav":
        rows = data_rows(wave, columns)
        return sav_parts(wave.survey.label, columns, rows, language=language, now=now())
    rows = {
        "answers": lambda: data_rows(wave, columns),
        "codebook": lambda: codebook_rows(columns, language),
        "words": lambda: word_rows(wave),
        "counts": lambda: count_rows(wave, language),
    }[table]()
    head = HEADS[table]() if table in HEADS else [column.name for column in columns]
    return csv_parts(head, rows) if form == "csv" else workbook(table, head, rows)
