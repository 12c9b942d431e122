"""Events as a spreadsheet: the columns are those that the import reads, then the state."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from campaigns.forms.sheet import STATE
from campaigns.models import Event
from campaigns.quarters import DISTRICT_TIME
from portal.papers.columns import Column
from portal.papers.writing import workbook_to_fill


def workbook_of(events: Iterable[Event], columns: list[Column]) -> bytes:
    rows = (_row(event, columns) for event in events)
    return workbook_to_fill(_("Events"), [*columns, Column("state", (str(STATE),))], rows)


def _row(event: Event, columns: list[Column]) -> list:
    told = told_of(event)
    return [*(told.get(column.name) for column in columns), event.get_state_display()]


def told_of(event: Event) -> dict:
    start, end = (moment.astimezone(DISTRICT_TIME) for moment in (event.starts_at, event.ends_at))
    links = [proof.url for proof in event.proofs.all() if proof.url and proof.removed_at is None]
    return {
        **{name: getattr(event, name) for name in ("title", "place", "organiser", "partners", "outcome", "reference")},
        **{name: getattr(event, name) for name in ("people_reached", "households", "leaflets", "consultations")},
        "type": event.get_type_display(),
        "day": start.date().isoformat(),
        "begins": f"{start:%H:%M}",
        "ends": f"{end:%H:%M}",
        "community": event.community.label if event.community else "",
        "audiences": _(", ").join(event.audience_labels),
        "channel": event.get_channel_display(),
        "campaign": event.campaign.title if event.campaign else "",
        "partner_areas": _(", ").join(area.label for area in event.partner_areas.all()),
        "counting": event.get_counting_display(),
        "proof_link": links[0] if links else "",
        "area": event.area.label,
    }
