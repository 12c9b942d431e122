"""Scripts that stand between a page and the network, for the time without a signal; each room has its own."""

from pathlib import Path

from django.http import HttpResponse


def worker_response(path: Path, *, reach: str = "") -> HttpResponse:
    """A worker stands for the pages below its own address; with `reach` for those below that one."""
    response = HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    if reach:
        response["Service-Worker-Allowed"] = reach
    return response
