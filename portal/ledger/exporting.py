"""The one way out: rows leave the portal as a file after a fresh sign-in, for a reason, and the ledger knows the file.

The file is made in the request that asks for it, so there is no link that could be passed on and nothing to delete.
What leaves is found by tests/test_ways_out.py: a view that answers with a table is public, or comes by here.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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


def hand_out(request, offer: Offer, *, words: Mapping[str, Any] | None = None):
    """Ask for the reason, then send the file. A sign-in that is no longer fresh is asked for again first."""
    form = offer.form(request.POST if request.method == "POST" else None, endings=offer.writers, reason=_kept(request))
    if not is_fresh(request):
        request.session[SAID] = form["reason"].value() or ""
        raise ReauthenticationRequired
    if request.method == "POST" and form.is_valid():
        return _sent(request, offer, form.cleaned_data)
    context = {"offer": offer, "form": form, "page_title": offer.title, "endings": list(offer.writers), **(words or {})}
    return render(request, "ledger/export_ask.html", context, status=400 if form.errors else 200)


def _kept(request) -> str:
    """The reason that was typed before the sign-in had to be repeated."""
    return request.session.pop(SAID, "") if SAID in request.session else ""


def _sent(request, offer: Offer, asked: Mapping[str, Any]) -> FileResponse:
    """Noted before it is sent: a file of which the ledger knows nothing does not leave."""
    ending, rows = asked["ending"], Rows(offer.rows(asked))
    file, digest = _written(offer.writers[ending](rows))
    after = {
        "form": ending,
        "rows": rows.count,
        "bytes": file.seek(0, 2),
        "sha256": digest,
        "filters": {name: "…" if name in TYPED else str(value) for name, value in offer.filters.items()},
    }
    file.seek(0)
    record(
        actor=request.user,
        now=clock.now(),
        action=f"{offer.name}{ACTION}",
        subject=offer.subject,
        after=after,
        reason=asked["reason"],
    )
    name = f"{offer.file}.{ending}"
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
