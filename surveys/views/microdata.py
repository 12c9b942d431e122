"""The answers of a closed wave as files for statisticians."""

from functools import partial

from django.db import transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.permissions import require_role
from portal.ledger.exporting import Made, Offer, hand_out, hand_over
from portal.spreadsheets import MEDIA_TYPES
from surveys.exports.answers_files import AT_ONCE, columns_of_wave, make_answers_file, writers_of
from surveys.exports.ddi import MEDIA_TYPE, codebook_ddi
from surveys.exports.microdata import codebook_csv
from surveys.operations.answers_files import LONGEST, ask_for_file, own_files
from surveys.permissions import JUDGING_ROLES, can_export
from surveys.results.microdata import MINIMUM, rows_of
from surveys.views.fieldwork import WAVES


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def data_export(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    columns, words = columns_of_wave(wave), {"wave": wave, "minimum": MINIMUM}
    if not can_export(request.user, wave):
        status = 409 if request.method == "POST" else 200
        return render(request, "surveys/data_closed.html", words | {"columns": columns}, status=status)
    files = own_files(wave=wave, actor=request.user, now=clock.now())
    words |= {"about": "surveys/parts/data_about.html", "columns": columns, "files": files}
    return hand_out(request, _offer(wave, columns), words=words)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*JUDGING_ROLES)
def data_file(request, public_id, file_id):
    """Made in the background: how far it is, then the file; for who asked and for nobody else."""
    wave, now = get_object_or_404(WAVES, public_id=public_id), clock.now()
    file = get_object_or_404(own_files(wave=wave, actor=request.user, now=now), public_id=file_id)
    if not can_export(request.user, wave):
        raise Http404
    if request.method == "POST" and file.made_at:
        given = Made("wave", _name(wave), wave, file.ending, file.rows, file.reason, bytes(file.content))
        return hand_over(request, given)
    is_lost = file.has_failed or bool(file.begun_at and not file.made_at and file.begun_at < now - LONGEST)
    context = {"page_title": _("Answers as files for statisticians"), "wave": wave, "file": file, "is_lost": is_lost}
    return render(request, "surveys/data_file.html", context)


@require_safe
@require_role(*JUDGING_ROLES)
def data_codebook(request, public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    name = f'attachment; filename="{wave.survey.slug}-{wave.number}-codebook.csv"'
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    chunks = codebook_csv(columns_of_wave(wave))
    return StreamingHttpResponse(chunks, content_type=MEDIA_TYPES["csv"], headers=headers)


@require_safe
@require_role(*JUDGING_ROLES)
def data_ddi(request, public_id):
    """The same codebook as archives take it in."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    answer = HttpResponse(codebook_ddi(wave, columns_of_wave(wave), wave.responses.count()), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{wave.survey.slug}-{wave.number}-codebook.xml"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _offer(wave, columns) -> Offer:
    return Offer(
        name="wave",
        title=_("Answers as files for statisticians"),
        file=_name(wave),
        subject=wave,
        rows=lambda _asked: rows_of(wave, columns),
        writers=writers_of(columns, get_language()),
        later=partial(_begun, wave=wave) if wave.responses.count() > AT_ONCE else None,
    )


@transaction.atomic
def _begun(request, *, wave, asked) -> HttpResponse:
    """The row and its task stand together or not at all."""
    wanted = {"ending": asked["ending"], "reason": asked["reason"], "language": get_language()}
    file, is_new = ask_for_file(wave=wave, **wanted, actor=request.user, now=clock.now())
    if is_new:
        make_answers_file.enqueue(file.pk)
    return redirect("surveys:data-file", wave.public_id, file.public_id)


def _name(wave) -> str:
    return f"{wave.survey.slug}-{wave.number}-answers"
