"""A verified event as news: a draft with its figures and photos, which editors finish and a second person approves."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Event
from campaigns.permissions import can_tell
from campaigns.quarters import district_day
from campaigns.queries import standing_proofs
from portal import stores
from portal.procedure.taking import lock
from portal.telling import Picture, Story, tell

MOST_PICTURES = 9


@transaction.atomic
def tell_event(*, actor, now, event: Event, agreed: bool):
    """The draft; a second press leads to the same one. `agreed`: those who can be recognised on the photos said yes."""
    event = lock(event)
    if not can_tell(actor, event):
        raise PermissionDenied
    with override(settings.LANGUAGE_CODE):
        return tell(actor=actor, now=now, story=story_of(event, agreed=agreed))


def story_of(event: Event, *, agreed: bool) -> Story:
    """What the record says, in sentences; nothing that it does not hold."""
    day = district_day(event.starts_at)
    values = {
        "month": day.month,
        "day": day.day,
        "area": event.area.label,
        "place": event.where,
        "title": event.title,
        "people": event.people_reached,
    }
    if event.where == event.area.label:
        held = _("On %(month)s/%(day)s %(area)s held “%(title)s”") % values
    else:
        held = _("On %(month)s/%(day)s %(area)s held “%(title)s” at %(place)s") % values
    ending = _("%(held)s; %(people)s people took part.") if event.people_reached else _("%(held)s.")
    summary = ending % {"held": held, "people": event.people_reached}
    photos = [proof for proof in standing_proofs(event) if proof.file and proof.file.is_image][:MOST_PICTURES]
    return Story(
        slug=f"event-{event.reference.lower()}",
        title=event.title,
        summary=summary,
        day=day,
        source=event.organiser or event.area.label,
        paragraphs=[*_figures(event), *filter(None, [event.outcome or event.description])],
        pictures=[_picture(event, proof.file, number, agreed) for number, proof in enumerate(photos, 1)],
    )


def _figures(event: Event) -> list[str]:
    said = [
        (event.households, _("%(count)s households were visited")),
        (event.leaflets, _("%(count)s leaflets and gifts were handed out")),
        (event.consultations, _("%(count)s questions were answered")),
    ]
    told = [words % {"count": count} for count, words in said if count]
    return [_(", ").join(told) + _(".")] if told else []


def _picture(event: Event, file, number: int, agreed: bool) -> Picture:
    words = _("Photo %(number)s of “%(title)s”, %(place)s") % {
        "number": number,
        "title": event.title,
        "place": event.where,
    }
    return Picture(file.name, stores.evidence().read(file.path), words, agreed, file.ai_label)
