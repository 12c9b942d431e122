"""Published answers as files: a picture or a table of one question, a table of all, the wave on one sheet of paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.accounts.limits import limited
from portal.cms.pagecache import shared
from portal.spreadsheets import MEDIA_TYPES
from surveys.enums import WaveState
from surveys.exports.results import answers_csv, picture, sheet
from surveys.models import Wave
from surveys.results.answers import answers_of
from surveys.results.leaders import figures_in_words, promises_in_words
from surveys.results.pages import labels_of
from surveys.results.questions import PREFIX

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


def published_wave(slug: str, number: int) -> Wave:
    waves = Wave.objects.real().filter(state=WaveState.CLOSED).select_related("survey", "version")
    return get_object_or_404(waves, survey__slug=slug, number=number)


@require_safe
@limited("open_data")
@shared
def answer_file(request, slug, number, question, kind):
    wave = published_wave(slug, number)
    found = answers_of(wave, labels_of(wave), [PREFIX + question])
    if not found or kind not in {*PICTURES, "csv"} or (found[0].is_too_few and kind != "csv"):
        raise Http404
    if kind == "csv":
        return _table(wave, found, f"{number}-{question}")
    return _file(picture(wave, found[0], kind), PICTURES[kind], f"{slug}-{number}-{question}.{kind}")


@require_safe
@limited("open_data")
@shared
def answers_table(request, slug, number):
    wave = published_wave(slug, number)
    return _table(wave, _told(wave), f"{number}-answers")


@require_safe
@limited("open_data")
@shared
def wave_sheet(request, slug, number):
    """All on one A4 sheet, for who has two minutes."""
    wave = published_wave(slug, number)
    told = [answers for answers in _told(wave) if not answers.is_too_few]
    made = sheet(wave, figures_in_words(wave), told, promises_in_words(wave))
    return _file(made, MEDIA_TYPES["pdf"], f"{slug}-{number}.pdf", as_attachment=False)


def _told(wave):
    found = answers_of(wave, labels_of(wave))
    if not found:
        raise Http404
    return found


def _table(wave, told, name: str):
    answer = HttpResponse(answers_csv(told), content_type=MEDIA_TYPES["csv"])
    answer["Content-Disposition"] = content_disposition_header(True, f"{wave.survey.slug}-{name}.csv")
    return answer


def _file(made: bytes, media_type: str, name: str, *, as_attachment: bool = True):
    answer = HttpResponse(made, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment, name)
    return answer
