"""What a survey needs without a signal: a worker that keeps the empty form and its looks on the phone."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe


@require_safe
def worker(request):
    """Also for the forms that printed codes open, which lie outside /surveys/."""
    body = render_to_string("surveys/worker.js", {"looks": settings.STATIC_URL})
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response
