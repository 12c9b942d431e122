"""A post without any trouble: by the rules of the views, in one statement, and the redirect once it is stored."""

from io import BytesIO
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.utils.datastructures import MultiValueDict

from portal.clock import now
from portal.doors import Answer, Ask
from portal.text import typed_text
from surveys.door.kept import Kept
from surveys.door.pages import MOST, filled
from surveys.door.plain import Plain
from surveys.door.store import Store
from surveys.enums import Channel
from surveys.forms.posted import INVITATION, token_in
from surveys.operations.answering import Arrival
from surveys.operations.collection import invitation_digest
from surveys.views import drawings
from surveys.views.drawings import SECONDS
from surveys.views.receiving import plain_sheet
from surveys.views.visit import Visit

REDIRECT, LOCATION = "302 Found", "Location"
REFERENCE = drawings.REFERENCE.decode()
REFERENCE_LENGTH, RECEIPTS = len("XXXX-XXXX"), "/surveys/receipts/"
TOKEN = "--token--"  # noqa: S105 - what stands for a code in a kept address


class Answers:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Kept[Answer] = Kept(MOST)

    def answer(self, plain: Plain, environ, ask: Ask) -> Answer | None:
        moment, request = now(), _request(environ, _body(environ))
        arrival = self._arrival(plain, request)
        if arrival is None or bool(arrival.place) != bool(plain.token):
            return None
        by = {"pk": arrival.place.survey_id} if arrival.place else {"slug": plain.slug}
        by = {"wave": arrival.invitation.wave_id} if arrival.invitation else by
        wave, places = drawings.kept_wave(moment, **by), drawings.kept_places()
        # What was read once in this process stands on the row; else the database would have to be asked.
        if wave is None or places is None or "questionnaire" not in vars(wave.version):
            return None
        key = (bool(plain.token), plain.invited, plain.language, *plain.seen)
        redirect = self._kept.get(key)
        if redirect is None:
            return self._learned(key, plain.token, ask(environ))
        visit = Visit(request, wave.survey, wave, arrival, moment, plain.token)
        reference = self._stored(visit, places)
        if reference is None:
            return None
        location = redirect.header(LOCATION).replace(REFERENCE, reference).replace(TOKEN, plain.token)
        return filled(redirect, environ, b"", **{LOCATION: location})

    def _arrival(self, plain: Plain, request: WSGIRequest) -> Arrival | None:
        """How who sends this came; None where the door does not know it, or knows that there is something to say."""
        if plain.token:
            return drawings.kept_arrival(plain.token)
        if not plain.invited:
            return Arrival()
        token = token_in(request.POST.get(INVITATION, "")) if request.POST is not None else ""
        invitation = self._store.unused_invitation(invitation_digest(token)) if token else None
        return invitation and Arrival(Channel.INVITATION, invitation=invitation)

    def _stored(self, visit: Visit, places) -> str | None:
        try:
            sheet = visit.request.POST is not None and plain_sheet(visit, places)
        except PermissionDenied:
            return None
        return self._store.stored(visit.wave, sheet, visit.arrival) if sheet else None

    def _learned(self, key, token: str, answer: Answer) -> Answer:
        """How Django leads to a receipt from here, with its headers."""
        head, receipts, tail = (answer.header(LOCATION) or "").partition(RECEIPTS)
        if answer.status == REDIRECT and receipts and not answer.body and answer.header("Set-Cookie") is None:
            location = head + receipts + REFERENCE + tail[REFERENCE_LENGTH:]
            location = location.replace(token, TOKEN) if token else location
            self._kept.put(key, answer.with_headers({LOCATION: location}, b""), SECONDS)
        return answer


def _body(environ) -> bytes:
    """Read once, and left for whoever reads it next."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = BytesIO(body)
    return body


def _request(environ, body: bytes) -> WSGIRequest:
    """With what was typed, as the views meet it; nothing where the body is not as browsers write it."""
    request = WSGIRequest(environ)
    request._post = _typed(body, int(environ["CONTENT_LENGTH"]))  # noqa: SLF001 - as Django itself fills it
    return request


def _typed(body: bytes, length: int) -> MultiValueDict | None:
    if len(body) != length or not body.isascii() or b"password" in body:
        return None
    posted: dict[str, list[str]] = {}
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, encoding="utf-8", max_num_fields=most)
    except ValueError:
        return None
    for name, value in pairs:
        posted.setdefault(name, []).append(typed_text(value))
    return MultiValueDict(posted)
