"""Events from a spreadsheet: which columns there are, and how a row is judged, with the same forms as on the phone."""

import datetime as dt
import hashlib
import json
import uuid

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.enums import Audience, Channel, Counting, EventType
from campaigns.forms.choices import campaigns_open
from campaigns.forms.event import EventForm, PlanForm
from campaigns.forms.report import ReportForm, filing_of
from campaigns.operations import Entry
from campaigns.queries import references_of
from portal.directory.models import Area, AreaKind, Community
from portal.directory.names import options
from portal.papers.columns import Column, choice_column
from portal.papers.judging import Judged, judged
from portal.papers.readers.days import day
from portal.papers.readers.hours import span, time
from portal.papers.readers.numbers import count
from portal.papers.rows import Row
from portal.papers.tables import Asked, Table
from portal.papers.words import labels
from portal.papers.writing import WHY

MOST_ROWS = 200
STATE = gettext_lazy("State")
REQUIRED = ("title", "type", "day", "begins", "audiences")
# What is told of an event that took place.
FIGURES = ("proof_link", "people_reached", "households", "leaflets", "consultations", "outcome")
SENDING = uuid.UUID("6f0d2b54-6c2e-4a3c-9c0e-8d0f0a6f3a11")
LABELS = {name: field.label for name, field in ReportForm.base_fields.items()} | {"reference": gettext_lazy("Number")}


def asked_events(today: dt.date) -> Asked:
    return Asked(columns(today), MOST_ROWS, ours=(*labels(WHY), *labels(STATE)))


def columns(today: dt.date) -> list[Column]:
    """Those of the event, then what tells of rows that are in the ledger already, and whose they are."""

    def facts(name: str) -> dict:
        return {"name": name, "labels": labels(LABELS[name]), "is_required": name in REQUIRED}

    areas = Area.objects.exclude(kind=AreaKind.DISTRICT)
    campaigns = [(page.pk, (page.title,)) for page in campaigns_open()]
    counts = {name: Column(**facts(name), read=count) for name in ("households", "leaflets", "consultations")}
    return [
        Column(**facts("title"), example=_("Old clothes for new"), width=28),
        choice_column(**facts("type"), options=_words(EventType), example=str(EventType.choices[0][1])),
        Column(**facts("day"), read=day(today), example=f"{today:%Y-%m-%d}"),
        Column(**facts("begins"), read=span, example="09:00"),
        Column(**facts("ends"), read=time, example="11:00"),
        choice_column(**facts("community"), options=options(Community.objects.all()), width=24),
        Column(**facts("place"), width=24),
        choice_column(**facts("audiences"), options=_words(Audience), many=True, example=str(Audience.choices[0][1])),
        choice_column(**facts("channel"), options=_words(Channel)),
        choice_column(**facts("partner_areas"), options=options(areas), many=True),
        choice_column(**facts("campaign"), options=campaigns, width=24),
        Column(**facts("organiser"), width=24),
        Column(**facts("partners"), width=24),
        Column(**facts("people_reached"), read=count, example="45"),
        choice_column(**facts("counting"), options=_words(Counting), example=str(Counting.choices[0][1])),
        *counts.values(),
        Column(**facts("outcome"), width=36),
        Column(**facts("proof_link"), example="https://example.org/news/9", width=36),
        Column(**facts("reference")),
        choice_column(**facts("area"), options=options(areas)),
    ]


def _words(choices) -> list[tuple[object, tuple[str, ...]]]:
    return [(code, (*labels(label), code)) for code, label in choices.choices]


def judged_events(table: Table, rows: list[Row], *, user, areas, now) -> list[Judged]:
    """Each row in a form of its own: a report where there is proof of it; else a plan, with the figures of an event that
    took place, until its photo or sheet is added. A row that is in the ledger already stays as it is there."""
    own, known = columns(now.date()), references_of(areas)
    found = []
    for row in rows:
        if row.text("reference") in known:
            outcome = _("In the ledger already, left as it is")
            found.append(Judged(row, row.text("title"), outcome=outcome, is_new=False))
        else:
            found.append(_judged(row, table, own, _form_of(row, user=user, areas=areas, now=now)))
    return found


def _judged(row: Row, table: Table, own: list[Column], form: EventForm) -> Judged:
    is_report = isinstance(form, ReportForm) and form.needs_proof
    if is_report:
        outcome = _("Reported to the district")
    elif isinstance(form, ReportForm):
        outcome = _("Kept with its figures: add a photo or a sheet to it, then send the report")
    else:
        outcome = _("Noted as a plan")
    elsewhere = {"__all__": "area", "proof_files": "proof_link"}
    found = judged(row, table, own, form, elsewhere=elsewhere, subject=row.text("title"), outcome=outcome)
    if not found.errors:
        found.entry = Entry(form.chosen_area, filing_of(form), is_report)
    return found


def _form_of(row: Row, *, user, areas, now) -> EventForm:
    data = row.values
    begins, until = data.get("begins", (None, None))
    data |= {"begins": begins, "ends": data.get("ends") or until, "channel": data.get("channel") or Channel.ON_SITE}
    # The dry run shows each row before it is taken; a form asks once more.
    data |= {"key": _key(user, row), "proof_kind": "photo", "sure": True}
    is_report = any(row.text(name) for name in FIGURES)
    needs_proof = bool(row.text("proof_link"))
    form = ReportForm(data, areas=areas, now=now, needs_proof=needs_proof) if is_report else PlanForm(data, areas=areas)
    if row.text("area") and data.get("area") not in {area.pk for area in areas}:
        form.full_clean()
        form.add_error(None, _("This is not an area for which you report."))
    return form


def _key(user, row: Row) -> uuid.UUID:
    """The same row of the same person always has the same key: sent twice, it is one event."""
    text = json.dumps(row.texts, sort_keys=True, ensure_ascii=False)
    return uuid.uuid5(SENDING, f"{user.public_id}:{hashlib.sha256(text.encode()).hexdigest()}")
