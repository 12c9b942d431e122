"""The writers of answers, and the file that is made of them in the background."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils import translation
from django_tasks import task

from portal import clock
from portal.directory.models import Area
from portal.heavy import BusyError
from surveys.exports.microdata import rows_csv, rows_sav, rows_xlsx
from surveys.models import AnswersFile, Wave
from surveys.operations.answers_files import begin_file, give_up_file, keep_file, noted
from surveys.permissions import can_export
from surveys.questionnaire import Wording
from surveys.questionnaire.columns import Column
from surveys.results.microdata import columns_of, rows_of

logger = logging.getLogger(__name__)

AT_ONCE = 5_000  # rows that a workbook takes four seconds for; more are made in the background
ATTEMPTS, PAUSE = 10, 15.0  # of the turn for heavy work
BEHIND = -10  # messages that wait in the same queue go first


def columns_of_wave(wave: Wave) -> tuple[Column, ...]:
    areas = {area.code: Wording(area.name, area.name_en or area.name) for area in Area.objects.all()}
    return columns_of(wave.version.questionnaire, areas, is_drawn=wave.is_drawn) if wave.version else ()


def writers_of(columns: Sequence[Column], language: str) -> Mapping[str, Callable[[Iterable], Iterable[str | bytes]]]:
    return {
        "csv": lambda rows: rows_csv(columns, rows),
        "xlsx": lambda rows: [rows_xlsx(columns, rows)],
        "sav": lambda rows: [rows_sav(columns, rows, chinese=language != "en")],
    }


@task(priority=BEHIND)
def make_answers_file(pk: int) -> None:
    """Background task. Who asked must still be allowed to have it."""
    file = begin_file(pk=pk, now=clock.now())
    if file is None:
        return
    try:
        if not can_export(file.asked_by, file.wave):
            give_up_file(pk=pk)
            return
        keep_file(pk=pk, content=_patiently(file), now=clock.now())
    except Exception:
        logger.exception("the file of answers %s was not made", file.public_id)
        give_up_file(pk=pk)


def _patiently(file: AnswersFile) -> bytes:
    """Where the machine has too much to do, again in a moment: nobody waits at a page."""
    for _attempt in range(ATTEMPTS):
        try:
            return _written(file)
        except BusyError:
            time.sleep(PAUSE)
    return _written(file)


def _written(file: AnswersFile) -> bytes:
    columns = columns_of_wave(file.wave)
    with translation.override(file.language):
        chunks = writers_of(columns, file.language)[file.ending](noted(file, rows_of(file.wave, columns)))
        return b"".join(chunk.encode() if isinstance(chunk, str) else chunk for chunk in chunks)
