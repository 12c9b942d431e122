"""What residents do about an event: register, be there, say what they thought. Nobody says who they are."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from campaigns import queries
from campaigns.models import CheckIn, Event, Impression, Registration
from portal.procedure.taking import lock


def register(*, now, event: Event, key: UUID, people: int) -> Registration:
    """Take seats; two who reach for the last one queue, and one of them gets it."""
    return _once(Registration, key, {"people": people}, lambda: _register(now, event, key, people))


@transaction.atomic
def cancel_registration(*, now, registration: Registration) -> Registration:
    """Free the seats for others; again changes nothing."""
    lock(registration.event)
    registration.refresh_from_db()
    if registration.cancelled_at is None:
        registration.cancelled_at = now
        registration.save(update_fields=["cancelled_at"])
    return registration


def check_in(*, now, event: Event, key: UUID, people: int) -> CheckIn:
    """Count people who are at the place."""
    if not queries.takes_check_ins(event, now):
        raise ValidationError(_("Check-in is open from an hour before the event until an hour after it."), "closed")
    facts = {"people": people}
    return _once(CheckIn, key, facts, lambda: CheckIn.objects.create(key=key, event=event, checked_in_at=now, **facts))


def leave_impression(*, now, event: Event, key: UUID, worth: str, learnt: str, words: str) -> Impression:
    """Keep three short answers."""
    if not queries.takes_impressions(event, now):
        raise ValidationError(_("Answers are taken from the start of an event until thirty days after it."), "closed")
    said = {"worth": worth, "learnt": learnt, "words": words.strip()}
    return _once(Impression, key, said, lambda: Impression.objects.create(key=key, event=event, given_at=now, **said))


@transaction.atomic
def _register(now, event: Event, key: UUID, people: int) -> Registration:
    event = lock(event)
    if not queries.takes_registrations(event, now):
        raise ValidationError(_("Registration for this event is closed."), code="closed")
    left = queries.seats_left(event)
    if people > left:
        words = ngettext_lazy("%(left)s seat is left.", "%(left)s seats are left.", left)
        raise ValidationError(words, "full", {"left": left})
    number = 1 + (event.registrations.aggregate(last=Max("number"))["last"] or 0)
    return Registration.objects.create(key=key, event=event, number=number, people=people, registered_at=now)


def _once(model, key: UUID, facts: dict, write):
    """The row that this very sending led to, if it arrived before; else a new one. With other facts: told what stands."""
    earlier = model.objects.filter(key=key).first()
    if earlier is None:
        try:
            with transaction.atomic():
                return write()
        except IntegrityError:
            earlier = model.objects.get(key=key)
    if any(getattr(earlier, name) != value for name, value in facts.items()):
        stands = ", ".join(str(getattr(earlier, name)) for name in facts)
        words = _(
            "This form was received already, with: %(stands)s. That stays. For something else, load the page anew."
        )
        raise ValidationError(words, "other", {"stands": stands})
    return earlier
