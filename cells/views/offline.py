"""What the sheet of a visit needs without a signal: a worker that keeps it on the evaluator's phone for half a day."""

from pathlib import Path

from django.views.decorators.http import require_safe

from portal.cms.views.workers import worker_response

WORKER = Path(__file__).parents[1] / "static" / "cells" / "worker.js"


@require_safe
def worker(request):
    """Served below the evaluations, so that it stands for these pages only."""
    return worker_response(WORKER)
