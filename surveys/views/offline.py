"""What a survey needs without a signal: a worker that keeps the empty form and its looks on the phone."""

from pathlib import Path

from django.views.decorators.http import require_safe

from portal.cms.views.workers import worker_response

WORKER = Path(__file__).parents[1] / "static" / "surveys" / "worker.js"


@require_safe
def worker(request):
    """Also for the forms that printed codes open, which lie outside /surveys/."""
    return worker_response(WORKER, reach="/")
