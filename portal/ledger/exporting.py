"""The one way out: rows leave the portal as a file after a fresh sign-in, for a reason, and the ledger knows the file.

The file is made in the request that asks for it, so there is no link that could be passed on and nothing to delete. One
that takes its time is made in the background (`Offer.later`) and handed over to who asked, signed in anew, for some hours.
What leaves is found by tests/test_ways_out.py: a view that answers with a table is public, or comes by here.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.http import FileResponse
from django.shortcuts import render

from portal import clock
from portal.accounts.adapter import is_fresh
from portal.ledger.forms import ExportForm
from portal.ledger.operations import record
from portal.spreadsheets import MEDIA_TYPES

ACTION = ".export"
IN_MEMORY = 4 * 1024 * 1024
# What somebody typed to find a person or a unit by: the ledger holds no person's data.
TYPED = frozenset({"q"})
SAID = "export_reason"


class Rows:
    """Rows on their way into a file, counted as they pass."""

    def __init__(self, rows: Iterable):
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator:
        for row in self._rows:
            self.count += 1
            yield row


@dataclass(frozen=True)
class Offer:
    """What may be taken out: the rows that the form asks for, and a writer for each ending, in chunks of a file."""

    name: str
    title: str
    file: str
    subject: Any
    rows: Callable[[Mapping[str, Any]], Iterable]
    writers: Mapping[str, Callable[[Rows], Iterable[str | bytes]]]
    filters: Mapping[str, Any] = field(default_factory=dict)
    form: type[ExportForm] = ExportForm
    later: Callable[..., Any] | None = None  # what answers where the file takes its time: request and what was asked


@dataclass(frozen=True)
class Made:
    """A file that was made before somebody fetches it, of so many rows, for the reason that was given then."""

    name: str
    file: str
    subject: Any
    ending: str
    rows: int
    reason: str
    content: bytes


def hand_out(request, offer: Offer, *, words: Mapping[str, Any] | None = None):
    """Ask for the reason, then send the file. A sign-in that is no longer fresh is asked for again first."""
    form = offer.form(request.POST if request.method == "POST" else None, endings=offer.writers, reason=_kept(request))
    if not is_fresh(request):
        request.session[SAID] = form["reason"].value() or ""
        raise ReauthenticationRequired
    if request.method == "POST" and form.is_valid():
        return (offer.later or partial(_sent, offer=offer))(request, asked=form.cleaned_data)
    context = {"offer": offer, "form": form, "page_title": offer.title, "endings": list(offer.writers), **(words or {})}
    return render(request, "ledger/export_ask.html", context, status=400 if form.errors else 200)


def _kept(request) -> str:
    """The reason that was typed before the sign-in had to be repeated."""
    return request.session.pop(SAID, "") if SAID in request.session else ""


def hand_over(request, made: Made) -> FileResponse:
    """A file that was made in the background. Whoever calls has checked that it is this person's."""
    if not is_fresh(request):
        raise ReauthenticationRequired
    file, digest = _written([made.content])
    return _noted(request, made, made.ending, file, {"rows": made.rows, "sha256": digest, "filters": {}}, made.reason)


def _sent(request, offer: Offer, asked: Mapping[str, Any]) -> FileResponse:
    ending, rows = asked["ending"], Rows(offer.rows(asked))
    file, digest = _written(offer.writers[ending](rows))
    filters = {name: "…" if name in TYPED else str(value) for name, value in offer.filters.items()}
    after = {"rows": rows.count, "sha256": digest, "filters": filters}
    return _noted(request, offer, ending, file, after, asked["reason"])


def _noted(request, what: Offer | Made, ending: str, file, after: Mapping, reason: str) -> FileResponse:
    """Noted before it is sent: a file of which the ledger knows nothing does not leave."""
    after = {"form": ending, "bytes": file.seek(0, 2), **after}
    file.seek(0)
    action, subject = f"{what.name}{ACTION}", what.subject
    record(actor=request.user, now=clock.now(), action=action, subject=subject, after=after, reason=reason)
    name = f"{what.file}.{ending}"
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[ending], headers=headers)


def _written(chunks: Iterable[str | bytes]):
    """The file, in memory while it is small, and the hash of its bytes."""
    file, digest = tempfile.SpooledTemporaryFile(IN_MEMORY), sha256()  # noqa: SIM115 - the answer closes it
    for chunk in chunks:
        data = chunk.encode() if isinstance(chunk, str) else chunk
        digest.update(data)
        file.write(data)
    return file, digest.hexdigest()
