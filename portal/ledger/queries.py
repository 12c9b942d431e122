"""Reading the ledger."""

from django.conf import settings
from django.db.models import QuerySet

from portal.ledger.chain import Break, first_break
from portal.ledger.models import Entry, Head


def subject_key(subject) -> str:
    """How a row is named in the ledger: its model and its public id (its key where it has none)."""
    if isinstance(subject, str):
        return subject
    identity = getattr(subject, "public_id", None) or subject.pk
    return f"{subject._meta.label_lower}:{identity}"


def entries_about(subject) -> QuerySet[Entry]:
    """What happened to a row, first things first."""
    return Entry.objects.filter(subject=subject_key(subject)).order_by("sequence")


def head() -> Head | None:
    return Head.objects.first()


def chain_break() -> Break | None:
    """Where the chain breaks first, or None; reads entry after entry in little memory."""
    entries = Entry.objects.order_by("sequence").iterator(chunk_size=500)
    top = head()
    return first_break(settings.PORTAL_LEDGER_KEY, (entry.link for entry in entries), top.top if top else None)
