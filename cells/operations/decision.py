"""The decision, by someone who did not evaluate."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cells import notifications
from cells.enums import Outcome, StepName
from cells.models import Application, Decision
from cells.operations.steps import lock_application, move, not_ready
from cells.permissions import is_right_person
from cells.results import Panel, frozen_copy, panel_of
from cells.workflow import APPLICATIONS
from portal.procedure.digests import digest_of

THIRD = 3


@transaction.atomic
def decide_application(  # noqa: PLR0913
    *, actor, application: Application, level: str, reasons: str, revision: int, now: datetime, moderation: str = ""
) -> Decision:
    """Grant a level that was reached, or refuse (an empty level); totals, thresholds and evidence are frozen."""
    application = lock_application(application, revision)
    step = StepName.GRANT if level else StepName.REFUSE
    if not is_right_person(actor, step, application):
        raise PermissionDenied
    APPLICATIONS.after(step, application.status)
    APPLICATIONS[step].check_needs({"reason": reasons})
    panel = panel_of(application)
    if panel is None:
        raise not_ready(_("The evaluations are not all in."))
    _check(panel, level, moderation, reachable_levels(application, panel))
    frozen = frozen_copy(application, panel) | {"level": level, "moderation": moderation.strip()}
    decision = Decision.objects.create(
        application=application,
        number=application.reopened + 1,
        outcome=Outcome.GRANTED if level else Outcome.REFUSED,
        level=level,
        score=panel.together.total.score,
        bonus=panel.together.total.bonus,
        reasons=reasons.strip(),
        frozen=frozen,
        digest=digest_of(frozen),
        decided_by=actor,
        decided_at=now,
    )
    facts = {"level": level, "score": str(decision.score), "digest": decision.digest}
    values = {} if level else {"refusal_reason": reasons.strip()}
    move(application, step, actor=actor, now=now, reason=reasons, values=values, facts=facts)
    notifications.decided(application, decision, now=now)
    return decision


def reachable_levels(application: Application, panel: Panel) -> list[str]:
    """The level reached and those below it."""
    reached = panel.together.result.level
    codes = [level.code for level in application.terms.levels.levels]
    return codes[: codes.index(reached.code) + 1] if reached else []


def _check(panel: Panel, level: str, moderation: str, reachable: list[str]) -> None:
    if level and level not in reachable:
        raise not_ready(_("This level was not reached."))
    if panel.unjudged:
        raise not_ready(_("Nobody judged some items: call a further evaluation."), panel.unjudged)
    if panel.is_wide and len(panel.evaluations) < THIRD and not moderation.strip():
        raise not_ready(_("The evaluations lie far apart: call a third one, or say how they were brought together."))
