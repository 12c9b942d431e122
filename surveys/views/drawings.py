"""Pages drawn once and handed to many: the empty form and the receipt hold nothing personal. So it is with what every
answer to one wave asks for: the wave itself, and the places that may be named.

A drawing lives for seconds in the memory of the process. What differs between two visitors (the second, the unique
word, the reference) is filled in as the page leaves: here, or by the proxy in front (docs/deploy/nginx.conf), which
says so by a header and may then keep the drawing itself.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from portal.cms.frame.modes import chosen
from surveys import queries
from surveys.forms.keys import fill
from surveys.models import Wave
from surveys.operations.answering import Arrival
from surveys.questionnaire import Places

SECONDS = 10
LONGEST = 80  # of what follows the question mark
REFERENCE = b"--reference--"
PROXY_FILLS, PROXY_KEEPS = "X-Proxy-Fills-Forms", "X-Accel-Expires"


def wave_to_answer(now: datetime, **survey) -> Wave | None:
    """An open wave as it was read within these seconds: whoever stores an answer looks at its state again."""
    kept = kept_wave(now, **survey)
    if kept:
        return kept
    wave = queries.wave_to_answer(**survey)
    if wave and wave.takes_answers(now):
        caches["drawings"].set(_wave_name(survey), wave, SECONDS)
    return wave


def keep_wave(wave: Wave, now: datetime) -> Wave:
    """Of an invitation, which names its wave and not its survey."""
    if wave.takes_answers(now):
        caches["drawings"].set(_wave_name({"wave": wave.pk}), wave, SECONDS)
    return wave


def kept_wave(now: datetime, **survey) -> Wave | None:
    """The same without asking the database: nothing where nobody asked it within these seconds."""
    kept = caches["drawings"].get(_wave_name(survey))
    return kept if kept and kept.takes_answers(now) else None


def _wave_name(survey: dict) -> str:
    return ":".join(["wave", *(f"{key}={value}" for key, value in survey.items())])


def kept_arrival(token: str) -> Arrival | None:
    """By a code, as it was read within these seconds; whoever stores an answer looks whether the code is still on."""
    return caches["drawings"].get(f"code:{token}")


def keep_arrival(token: str, arrival: Arrival) -> None:
    caches["drawings"].set(f"code:{token}", arrival, SECONDS)


def kept_places() -> Places | None:
    return caches["drawings"].get("places")


def offered_places() -> Places:
    kept = kept_places()
    if kept is None:
        kept = queries.offered_places()
        caches["drawings"].set("places", kept, SECONDS)
    return kept


def is_anybody(request: HttpRequest) -> bool:
    """A plain question by somebody without a session: everyone gets the same answer."""
    return request.method == "GET" and not request.GET and settings.SESSION_COOKIE_NAME not in request.COOKIES


def form_for(request: HttpRequest, now: datetime) -> HttpResponse | None:
    """The empty form if it was drawn just now and the window is still open."""
    if not is_anybody(request):
        return None
    kept = caches["drawings"].get(_name(request, request.path))
    if kept is None or kept["closes_at"] <= now:
        return None
    return hand_out(request, kept, now)


def keep_form(request: HttpRequest, content: bytes, wave: Wave, now: datetime) -> dict:
    drawing = {"content": content, "drawn_at": now, "closes_at": wave.closes_at}
    caches["drawings"].set(_name(request, request.path), drawing, SECONDS)
    return drawing


def hand_out(request: HttpRequest, drawing: dict, now: datetime) -> HttpResponse:
    """To a visitor, filled in, to be shared by no cache; to a proxy that fills in, to be kept by it for what is left."""
    if request.headers.get(PROXY_FILLS):
        response = HttpResponse(drawing["content"])
        ends = min(drawing["drawn_at"] + timedelta(seconds=SECONDS), drawing["closes_at"])
        response[PROXY_KEEPS] = str(max(0, int((ends - now).total_seconds())))
    else:
        response = HttpResponse(fill(drawing["content"], now))
    response["Cache-Control"] = "private, no-cache"
    return response


def receipt_for(request: HttpRequest, reference: str, wave: int) -> HttpResponse | None:
    kept = caches["drawings"].get(_receipt_name(request, wave)) if _is_guest(request) else None
    return kept and HttpResponse(kept.replace(REFERENCE, reference.encode()))


def keep_receipt(request: HttpRequest, reference: str, wave: int, response: HttpResponse) -> HttpResponse:
    if _is_guest(request):
        drawing = response.content.replace(reference.encode(), REFERENCE)
        caches["drawings"].set(_receipt_name(request, wave), drawing, SECONDS)
    return response


def _is_guest(request: HttpRequest) -> bool:
    """Without a session, and with no more in the address than what we put there."""
    ours = set(request.GET) <= {"place"} and len(request.GET.urlencode()) <= LONGEST
    return ours and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _receipt_name(request: HttpRequest, wave: int) -> str:
    return _name(request, f"receipt:{wave}:{request.GET.urlencode()}")


def _name(request: HttpRequest, what: str) -> str:
    face = chosen(request)
    name = f"{get_language()}:{face['mode']}:{face['contrast']}:{request.get_host()}:{what}"
    return hashlib.sha256(name.encode()).hexdigest()
