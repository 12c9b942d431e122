"""The sample plan of a wave: how many answers are wanted from each area and age."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.directory.models import Area
from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from portal.procedure.taking import lock
from surveys.enums import WaveState
from surveys.models import SampleTarget, Wave
from surveys.permissions import can_author

Wanted = Mapping[tuple[str, str], int]  # (area, age; "" for all ages together) -> answers


@transaction.atomic
def set_sample_plan(*, wave: Wave, wanted: Wanted, actor, now: datetime) -> None:
    """The whole plan at once; what stood there before and is not in it goes. What was and what is are on the ledger."""
    if not can_author(actor):
        raise PermissionDenied
    wave = lock(wave)
    if wave.state == WaveState.CLOSED:
        raise Refused(Kind.UNFIT, _("The wave is closed: its sample plan stays as it was."))
    areas = {area.code: area for area in Area.objects.filter(code__in={area for area, _age in wanted})}
    before = _plain(wanted_of(wave))
    wave.targets.all().delete()
    SampleTarget.objects.bulk_create(
        SampleTarget(wave=wave, area=areas[area], age=age, wanted=number)
        for (area, age), number in wanted.items()
        if number
    )
    after = _plain(wanted_of(wave))
    if before != after:
        record(actor=actor, now=now, action="wave.plan", subject=wave, before=before, after=after)


def wanted_of(wave: Wave) -> dict[tuple[str, str], int]:
    """The plan of a wave."""
    return {(area, age): wanted for area, age, wanted in wave.targets.values_list("area__code", "age", "wanted")}


def _plain(wanted: Wanted) -> dict[str, int]:
    return {f"{area} {age}".strip(): number for (area, age), number in sorted(wanted.items())}
