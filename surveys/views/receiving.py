"""What a post meets, in this order: whose page it came from, who sends it, what it says, how fast, and the database."""

from typing import Any

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts.proof import BITS, is_proof
from portal.clock import DISTRICT
from portal.cms.views.own_page import is_own_page
from portal.faults import Trouble, trouble_of
from surveys.enums import FlagKind
from surveys.forms.keys import SECONDS, BadKeyError, Key, read_key
from surveys.forms.posted import answers_in
from surveys.operations.answering import (
    NotAdmittedError,
    Receipt,
    Sheet,
    WaveClosedError,
    earlier_receipt,
    take_answer,
)
from surveys.questionnaire import Checked, Places, check
from surveys.results.signs import signs_of
from surveys.views import throttle
from surveys.views.drawings import offered_places
from surveys.views.visit import Visit, form_page, plain_page

RETRY_SECONDS = 1
WAIT_SECONDS = 60


def receive(visit: Visit) -> HttpResponse:
    if not is_own_page(visit.request):
        return plain_page(visit, "answer_refused", status=403, why="foreign_page")
    if not visit.can_answer:
        return plain_page(visit, "answer_refused", status=403, why="staff")
    if visit.is_turned_away:
        return plain_page(visit, "answer_refused", status=403, why=visit.refusal)
    visit.posted = answers_in(visit.request.POST)
    checked = check(visit.questionnaire, visit.posted, offered_places())
    if checked.ending:
        text = visit.questionnaire.endings[checked.ending].in_language(visit.request.LANGUAGE_CODE)
        return plain_page(visit, "answer_ended", ending=text)
    if checked.problems:
        return form_page(visit, problems=checked.problems, status=400)
    return _with_key(visit, checked)


def _with_key(visit: Visit, checked: Checked) -> HttpResponse:
    try:
        key = read_key(visit.request.POST.get("key", ""), visit.wave)
    except BadKeyError:
        return form_page(visit, trouble="stale", status=400)
    return _pace(visit, checked, key)


def _pace(visit: Visit, checked: Checked, key: Key) -> HttpResponse:
    """What is read and is much at once is only flagged; what nobody can have read has to show a little work."""
    if visit.arrival.entered_by_staff and not visit.desk:
        return _store(visit, Sheet(key.text, checked.answers))
    signs = signs_of(visit.questionnaire, checked.answers, _seconds_open(visit, key))
    if visit.desk:  # one device for many people, and an officer beside it: flagged, and never asked for work
        return _store(visit, Sheet(key.text, checked.answers, signs, _seen(visit, key)))
    if _is_too_much(visit, signs) and not is_proof(key.word, visit.request.POST.get("proof", "")):
        return _known(visit, Sheet(key.text, checked.answers)) or _challenge(visit)
    return _store(visit, _signed_sheet(visit, checked, key, signs))


def plain_sheet(visit: Visit, places: Places) -> Sheet | None:
    """What a post without any trouble brings, by the same rules; None where a page has something to say about it."""
    if not is_own_page(visit.request) or visit.refusal:
        return None
    visit.posted = answers_in(visit.request.POST)
    checked = check(visit.questionnaire, visit.posted, places)
    try:
        key = read_key(visit.request.POST.get("key", ""), visit.wave)
    except BadKeyError:
        return None
    if checked.ending or checked.problems:
        return None
    signs = signs_of(visit.questionnaire, checked.answers, _seconds_open(visit, key))
    return None if _is_too_much(visit, signs) else _signed_sheet(visit, checked, key, signs)


def _signed_sheet(visit: Visit, checked: Checked, key: Key, signs: list[FlagKind]) -> Sheet:
    burst = [FlagKind.BURST] if throttle.pace_of(visit.request).is_much else []
    return Sheet(key.text, checked.answers, [*signs, *burst], _seen(visit, key))


def _seen(visit: Visit, key: Key) -> dict[str, Any]:
    """What stands beside a sign for who judges it: how long the form was open, and the hour."""
    return {"seconds": round(_seconds_open(visit, key)), "hour": visit.now.astimezone(DISTRICT).strftime("%Y-%m-%d %H")}


def _seconds_open(visit: Visit, key: Key) -> float:
    """By the server's clock; a page kept on the phone for lack of signal counts its own seconds."""
    since = visit.now.timestamp() - key.handed_out_at.timestamp()
    told = visit.request.POST.get("taken", "")
    return min(since, int(told)) if SECONDS.fullmatch(told) else since


def _is_too_much(visit: Visit, signs: list[FlagKind]) -> bool:
    unread = FlagKind.SPEED in signs and not throttle.can_be_unread(visit.request)
    return unread or throttle.pace_of(visit.request).is_flood


def _known(visit: Visit, filled: Sheet) -> HttpResponse | None:
    """Who sends again what arrived already gets the receipt, however much else comes."""
    receipt = earlier_receipt(wave=visit.wave, sheet=filled)
    return redirect(_receipt_address(visit, receipt)) if receipt else None


def _challenge(visit: Visit) -> HttpResponse:
    """The script of the page does the work and sends again; without scripts a minute's wait does."""
    response = form_page(visit, trouble="too_fast", status=429)
    response["Retry-After"] = WAIT_SECONDS
    response["X-Proof-Bits"] = BITS
    return response


def _store(visit: Visit, filled: Sheet) -> HttpResponse:
    try:
        receipt = take_answer(
            wave=visit.wave, sheet=filled, arrival=visit.arrival, actor=visit.request.user, now=visit.now
        )
    except WaveClosedError:
        # Perhaps closed early, a moment ago: what the page says of the window is read anew.
        visit.wave.refresh_from_db(fields=["state", "opens_at", "closes_at"])
        return plain_page(visit, "survey_closed", status=409, is_refused=True)
    except NotAdmittedError as error:
        return plain_page(visit, "answer_refused", status=409, why=error.refusal)
    except OperationalError as fault:
        if trouble_of(fault) != Trouble.BUSY:
            raise
        response = form_page(visit, trouble="busy", status=409)
        response["Retry-After"] = RETRY_SECONDS
        return response
    if receipt.repeated and not receipt.same:
        # What was kept first is not shown: a receipt never says what an answer says.
        visit.extra["earlier"] = receipt.reference
        return form_page(visit, trouble="other", status=409)
    return redirect(_receipt_address(visit, receipt))


def _receipt_address(visit: Visit, receipt: Receipt) -> str:
    address = reverse("surveys:survey-receipt", args=[receipt.reference])
    marks = [f"place={visit.token}"] if visit.token and visit.arrival.place else []
    if visit.arrival.entered_by_staff:
        marks.append(f"entered={visit.arrival.mode}")
    if visit.desk:
        marks.append(f"desk={visit.desk}")
    return f"{address}?{'&'.join(marks)}" if marks else address
