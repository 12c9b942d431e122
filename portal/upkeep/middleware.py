"""Each request is counted and its time taken: two additions in shared memory, and nothing at all while metrics are off."""

import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed


def count_requests(get_response):
    if not settings.PORTAL_METRICS_PORT:
        raise MiddlewareNotUsed
    from portal.manifests import manifests  # noqa: PLC0415
    from portal.upkeep.metrics import counters  # noqa: PLC0415 - memory that a portal without metrics does not need

    answering = {name for manifest in manifests() for name in manifest.answering}

    def middleware(request):
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        counters.note_request(request.method, response.status_code, time.perf_counter() - began)
        if request.method == "POST" and match and match.view_name in answering:
            counters.note_answer(response.status_code)
        return response

    return middleware


def note_of_doors():
    """The same for what a door answered before Django (portal.doors): what is sent to one is an answer."""
    if not settings.PORTAL_METRICS_PORT:
        return None
    from portal.upkeep.metrics import counters  # noqa: PLC0415 - as above

    def note(method, status, seconds):
        counters.note_request(method, status, seconds)
        if method == "POST":
            counters.note_answer(status)

    return note
