"""A table comes in: first tried, row by row; then what is right goes in, and what is not comes back as a file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.papers.forms import TableForm
from portal.papers.judging import Judged, put_right
from portal.papers.rows import Row, rows_of
from portal.papers.tables import Asked, Table, packed, unpacked
from portal.papers.words import table_notes
from portal.papers.writing import rows_returned
from portal.spreadsheets import MEDIA_TYPES

WHILE = 3600  # seconds in which what was tried can be taken over


class ChangedMeanwhileError(Exception):
    """What was right when it was tried is not right any more."""


@dataclass(frozen=True)
class Door:
    """An import of a room: which table it asks for, how it judges the rows, what it keeps (and says of that).
    `files`: what can be taken along to fill in, a route and its label."""

    name: str
    title: str
    done: str
    files: tuple[tuple[str, str], ...]
    asked: Callable[[HttpRequest], Asked]
    judge: Callable[[HttpRequest, Table, list[Row]], list[Judged]]
    keep: Callable[[HttpRequest, list[Judged]], str]
    context: Callable[[HttpRequest], dict[str, Any]] = field(default=lambda request: {})

    @property
    def salt(self) -> str:
        return f"papers.{self.name}"


def table_import(request: HttpRequest, door: Door) -> HttpResponse:
    asked = door.asked(request)
    if "rows" in request.POST:
        return _again(request, door, asked)
    form = TableForm(request.POST or None, request.FILES or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["file"]
        return _page(request, door, form, _tried(request, door, table, _judged(request, door, asked, table)))
    return _page(request, door, form, {}, status=400 if form.errors else 200)


def _again(request: HttpRequest, door: Door, asked: Asked) -> HttpResponse:
    """What was tried is judged once more, and then taken over, or what is wrong in it handed back."""
    try:
        numbers, table = _opened(request, door)
    except signing.SignatureExpired:
        messages.error(request, _("This was tried more than an hour ago. Please choose the file again."))
        return redirect(request.path)
    if "meant" in request.POST:
        return _put_right(request, door, asked, table)
    rows = _judged(request, door, asked, table)
    if (kind := request.POST.get("back")) in ("xlsx", "csv"):
        return _returned(table, [row for row in rows if row.errors], kind)
    if not numbers or [row.number for row in _right(rows)] != numbers:
        return _changed(request, door, asked, table)
    return _taken(request, door, asked, (table, rows))


def _right(rows: list[Judged]) -> list[Judged]:
    return [row for row in rows if row.is_new and not row.errors]


def _put_right(request: HttpRequest, door: Door, asked: Asked, table: Table) -> HttpResponse:
    """Tried once more with the words that the person chose; nothing is kept yet."""
    put_right(table, rows_of(table, asked.columns), request.POST)
    facts = _tried(request, door, table, _judged(request, door, asked, table))
    return _page(request, door, TableForm(asked=asked), facts)


def _taken(request: HttpRequest, door: Door, asked: Asked, tried: tuple[Table, list[Judged]]) -> HttpResponse:
    """Exactly what was right then and is right now; what was wrong stays on the page."""
    table, rows = tried
    try:
        messages.success(request, door.keep(request, _right(rows)))
    except ChangedMeanwhileError:
        return _changed(request, door, asked, table)
    wrong = [row for row in rows if row.errors]
    if not wrong:
        return redirect(door.done)
    return _page(request, door, TableForm(asked=asked), _tried(request, door, table, wrong))


def _changed(request: HttpRequest, door: Door, asked: Asked, table: Table) -> HttpResponse:
    messages.warning(request, _("Meanwhile something changed. Nothing was kept; please look at the rows again."))
    rows = _judged(request, door, asked, table)
    return _page(request, door, TableForm(asked=asked), _tried(request, door, table, rows), status=409)


def _opened(request: HttpRequest, door: Door) -> tuple[list[int], Table]:
    """Only who tried the table takes it over."""
    try:
        whose, numbers, plain = signing.loads(request.POST["rows"], salt=door.salt, max_age=WHILE)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature as error:
        raise BadRequest from error
    if whose != str(request.user.public_id):
        raise BadRequest
    return numbers, unpacked(plain)


def _judged(request: HttpRequest, door: Door, asked: Asked, table: Table) -> list[Judged]:
    return door.judge(request, table, rows_of(table, asked.columns))


def _tried(request: HttpRequest, door: Door, table: Table, rows: list[Judged]) -> dict[str, Any]:
    right = _right(rows)
    wrong = [row for row in rows if row.errors]
    sealed = [str(request.user.public_id), [row.number for row in right], packed(table)]
    return {
        "rows": [*wrong, *(row for row in rows if not row.errors)],
        "wrong": wrong,
        "right": right,
        "known": [row for row in rows if not row.is_new],
        "table_notes": table_notes(table),
        "has_choices": any(row.choices for row in wrong),
        "payload": signing.dumps(sealed, salt=door.salt, compress=True) if right or wrong else "",
    }


def _returned(table: Table, wrong: list[Judged], kind: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="not-taken.{kind}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(rows_returned(table, wrong, kind), content_type=MEDIA_TYPES[kind], headers=headers)


def _page(request: HttpRequest, door: Door, form: TableForm, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    own = {"page_title": door.title, "form": form, "columns": form.asked.columns, "files": door.files}
    return render(request, "papers/table_import.html", {**own, **door.context(request), **facts}, status=status)
