"""Pages for what went wrong: plain words, the request's id, nothing else."""

from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render


def _page(request, status: int):
    return render(request, f"{status}.html", {"status": status}, status=status)


def bad_request(request, exception=None):
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request, exception=None):
    return _page(request, 403)


def server_error(request):
    return _page(request, 500)


def csrf_failure(request, reason=""):
    return _page(request, 403)
