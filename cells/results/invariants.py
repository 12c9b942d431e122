"""What must hold of applications, certificates and their files, as searches for rows that break it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from cells.models import AnswerEvidence, Application
from cells.results.numbering import numbering_faults
from cells.results.trail import strayed
from cells.workflow import RUNNING
from portal.ledger.queries import entries_about


def unrecorded_submissions(now: datetime) -> Iterator[str]:
    for application in Application.objects.exclude(submitted_at=None).iterator(chunk_size=500):
        if not entries_about(application).filter(action="application.submit").exists():
            yield f"application:{application.public_id}"


def strayed_matters(now: datetime) -> Iterator[str]:
    return strayed()


def misnumbered(now: datetime) -> Iterator[str]:
    return numbering_faults()


def units_running_twice(now: datetime) -> Iterator[str]:
    running = Application.objects.filter(status__in=RUNNING).order_by().values_list("organisation__public_id")
    twice = running.annotate(times=Count("*")).filter(times__gt=1)
    yield from (f"organisation:{public_id}" for public_id, _times in twice)


def files_of_two_units(now: datetime) -> Iterator[str]:
    rows = AnswerEvidence.objects.exclude(stored=None).order_by().values_list("stored__public_id")
    shared = rows.annotate(times=Count("answer__application__organisation", distinct=True)).filter(times__gt=1)
    yield from (f"file:{public_id}" for public_id, _times in shared)
