"""Figures that the portal draws from its own records: kept with all they were made from."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop

from portal.board.enums import Origin
from portal.board.figures.contents import hash_of, matter_of
from portal.board.figures.proofs import recomputed, settled
from portal.board.figures.sources import all_drawn, formulas
from portal.board.models import Observation
from portal.board.targets.periods import quarter_of
from portal.directory.models import Indicator, Plan
from portal.ledger.operations import record
from portal.manifests import Drawn

CHANGED = gettext_noop("The records it is drawn from have changed.")


@transaction.atomic
def draw_derived_observations(*, actor, now, on, plan: Plan) -> list[Observation]:
    """Writes only what differs from the last drawing of its period."""
    own = plan.indicators.exclude(drawn_as=None).select_for_update()
    indicators = {indicator.drawn_as: indicator for indicator in own}
    written = (_write(actor, now, drawn, indicators.get(drawn.number)) for drawn in all_drawn(on))
    return [observation for observation in written if observation]


def _write(actor, now, drawn: Drawn, indicator: Indicator | None) -> Observation | None:
    rows = Observation.objects.filter(measure=drawn.measure, indicator=indicator, period=str(quarter_of(drawn.day)))
    last = next((row for row in rows.order_by("-pk") if matter_of(row.inputs) == matter_of(drawn.inputs)), None)
    frozen = settled(drawn.frozen)
    # The same records under the same formula give the same figure: nothing to make anew.
    if last and last.frozen == frozen:
        return None
    observation = _observation(drawn, frozen, indicator, now)
    observation.revision_of, observation.reason = last, CHANGED if last else ""
    observation.content_hash = hash_of(observation)
    observation.save(force_insert=True)
    record(
        actor=actor,
        now=now,
        action="observation.publish",
        subject=observation,
        before={"content_hash": last.content_hash} if last else None,
        after={"content_hash": observation.content_hash, "value": observation.result.get("value", "")},
        reason=observation.reason,
    )
    return observation


def _observation(drawn: Drawn, frozen: dict, indicator: Indicator | None, now) -> Observation:
    result = recomputed(frozen, formulas())
    value = result.get("value")
    return Observation(
        measure=drawn.measure,
        indicator=indicator,
        period=str(quarter_of(drawn.day)),
        value=Decimal(value) if value else None,
        is_too_few=bool(result.get("too_few")),
        unit=indicator.unit if indicator else "",
        source=drawn.source,
        method=drawn.method,
        origin=Origin.DERIVED,
        formula_version=frozen["formula"],
        inputs=frozen["inputs"],
        counted=frozen["counted"],
        excluded=frozen["excluded"],
        result=result,
        entered_at=now,
        approved_at=now,
    )
