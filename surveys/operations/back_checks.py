"""One interview in twenty is asked again by somebody else, who notes whether it took place as it should."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock
from surveys.enums import Mode
from surveys.models import CallNumber, Interviewed
from surveys.permissions import can_check_interviews


@transaction.atomic
def note_back_checks(*, interviewed: Interviewed, checked: int, confirmed: int, actor, now: datetime) -> None:
    """So many were asked again since, and so many of these said that it was so."""
    row = lock(interviewed, "wave")
    if not can_check_interviews(actor) or row.officer_id == actor.pk:
        raise PermissionDenied
    if not 0 <= confirmed <= checked or not 0 < checked <= row.answers - row.checked:
        raise Refused(Kind.UNFIT, _("More were confirmed than asked, or more asked than there were."), field="checked")
    Interviewed.objects.filter(pk=row.pk).update(checked=F("checked") + checked, confirmed=F("confirmed") + confirmed)
    after = {"mode": row.mode, "place": row.place, "checked": checked, "confirmed": confirmed}
    record(actor=actor, now=now, action="interviews.check", subject=row.wave, after=after)


@transaction.atomic
def check_number(*, number: CallNumber, confirmed: bool, actor, now: datetime) -> None:
    """A number that was kept to be called once more; it goes with this."""
    number = lock(number, "wave")
    if not number.is_for_check:
        raise Refused(Kind.STALE)
    whose = {"wave": number.wave, "officer": number.held_by_id, "mode": Mode.TELEPHONE, "place": ""}
    row = Interviewed.objects.filter(**whose).first()
    if row is None:
        raise Refused(Kind.STALE)
    note_back_checks(interviewed=row, checked=1, confirmed=int(confirmed), actor=actor, now=now)
    number.delete()
