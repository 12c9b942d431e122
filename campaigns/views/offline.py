"""What the log form needs without a signal: a worker that keeps the empty form and its looks on the phone."""

from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_safe

WORKER = Path(__file__).parents[1] / "static" / "campaigns" / "worker.js"


@require_safe
def worker(request):
    """Served below /events/, so that it stands for these pages only."""
    response = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
