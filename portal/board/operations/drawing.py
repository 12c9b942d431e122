"""Figures that the portal draws from its own records: kept with all they were made from."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop

from portal.board.enums import Origin
from portal.board.figures.contents import hash_of, matter_of
from portal.board.figures.proofs import recomputed, settled
from portal.board.figures.sources import all_drawn, formulas
from portal.board.models import Observation
from portal.board.queries import begun_plans, plan_at
from portal.board.targets.periods import quarter_of
from portal.directory.models import Indicator
from portal.ledger.operations import record
from portal.manifests import Drawn

CHANGED = gettext_noop("The records it is drawn from have changed.")


@transaction.atomic
def draw_derived_observations(*, actor, now, on) -> list[Observation]:
    """Writes only what differs from the last drawing of its period.

    A figure goes to the plan whose time holds its day, the last ones of a plan that is over too; what that plan does
    not ask for is not written.
    """
    plans = begun_plans(on)
    own = Indicator.objects.filter(plan__in=plans).exclude(drawn_as=None).select_related("plan")
    asked = {(one.plan_id, one.drawn_as): one for one in own.select_for_update(of=("self",))}
    written = []
    for drawn in all_drawn(on):
        plan = plan_at(drawn.day, plans)
        indicator = asked.get((plan.pk, drawn.number)) if plan else None
        if indicator or drawn.number is None:
            written.append(_write(actor, now, drawn, indicator))
    return [observation for observation in written if observation]


def _write(actor, now, drawn: Drawn, indicator: Indicator | None) -> Observation | None:
    rows = Observation.objects.filter(measure=drawn.measure, indicator=indicator, period=str(quarter_of(drawn.day)))
    rows = rows.exclude(origin=Origin.OUTSIDE)
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
