"""Measures are taken in as versions; none is ever changed, and no figure that was made by one."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.ledger.operations import record
from portal.procedure.digests import digest_of
from portal.procedure.refusals import Kind, Refused
from surveys.measures import Measure, parse_measures
from surveys.models import MeasureDraft, MeasureVersion, QuestionnaireVersion
from surveys.permissions import can_author
from surveys.results.classification import current_measures, measures
from surveys.results.inputs import plain
from surveys.results.measuring import problems_of


def load_measures() -> int:
    """Take in the shipped measures; a version that is there already stays as it is. Returns how many are new."""
    made = [
        MeasureVersion.objects.get_or_create(
            code=measure.code, number=measure.version, defaults={"definition": plain(measure)}
        )[1]
        for measure in measures().values()
    ]
    return sum(made)


@transaction.atomic
def draft_measure(*, code: str, actor) -> MeasureDraft:
    """A draft that says what the measure says now; one of the same code is written over."""
    if not can_author(actor):
        raise PermissionDenied
    draft = MeasureDraft.objects.filter(code=code).first() or MeasureDraft()
    draft.take(current_measures()[code])
    draft.save()
    return draft


@transaction.atomic
def take_measure(*, draft: MeasureDraft, actor, now: datetime) -> MeasureVersion:
    """Make the draft the next version of its measure: figures that are prepared from now on are made by it."""
    if not can_author(actor):
        raise PermissionDenied
    measure = drafted(draft)
    row = MeasureVersion(code=measure.code, number=measure.version, definition=plain(measure))
    row.save(force_insert=True)
    facts = {"version": measure.version, "definition": digest_of(row.definition)}
    record(actor=actor, now=now, action="measure.take", subject=row, after=facts)
    return row


def drafted(draft: MeasureDraft) -> Measure:
    """The measure that a draft would be as the next version. Refused where something in it is wrong."""
    existing = current_measures()
    number = existing[draft.code].version + 1 if draft.code in existing else 1
    questionnaire = QuestionnaireVersion.objects.filter(code=draft.questionnaire).order_by("-number").first()
    if questionnaire is None:
        raise Refused(Kind.UNFIT, _("There is no questionnaire of this name."))
    definition = draft.definition | {"version": number}
    problems = problems_of(definition, questionnaire.questionnaire, existing)
    if problems:
        raise Refused(Kind.UNFIT, " ".join(problems))
    (measure,) = parse_measures([definition]).values()
    return measure
