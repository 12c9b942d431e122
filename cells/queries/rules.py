"""The rules as everyone may read them; whom a change of them meets, and who keeps them as they are."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from cells.enums import ApplicationStatus, RubricState
from cells.models import Application, Certificate, Rubric
from cells.workflow import RUBRICS, RUNNING
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.clock import now
from portal.procedure.taking import barred_from

MOST = 20


@dataclass(frozen=True)
class Reach:
    """Files under way by their state, the latest of them, drafts, and certificates."""

    keeping: list[tuple[str, int]]
    latest: list[Application]
    drafts: int
    certificates: int

    @property
    def kept(self) -> int:
        return sum(count for _label, count in self.keeping)


def published_rubrics() -> QuerySet[Rubric]:
    """One of each kind of unit, in the order of the kinds."""
    rows = Rubric.objects.published().select_related("unit_type__scheme").defer("definition")
    return rows.order_by("unit_type__position", "unit_type__code")


def readable_rubric(kind: str, version: int | None) -> Rubric | None:
    """The one in force, or the version that was in force once; a draft is nobody's yet."""
    rows = (
        Rubric.objects.exclude(state=RubricState.DRAFT).filter(unit_type__code=kind).select_related("unit_type__scheme")
    )
    return rows.filter(version=version).first() if version else rows.published().first()


def reach_of(kinds: QuerySet) -> Reach:
    rows = Application.objects.filter(rubric__unit_type__in=kinds, status__in=sorted(RUNNING))
    handed_in = rows.exclude(submitted_at=None)
    counts = dict(handed_in.order_by().values_list("status").annotate(Count("pk")))
    return Reach(
        keeping=[(status.label, counts[status]) for status in ApplicationStatus if status in counts],
        latest=list(handed_in.select_related("organisation").order_by("-submitted_at", "-pk")[:MOST]),
        drafts=rows.filter(submitted_at=None).count(),
        certificates=Certificate.objects.filter(unit_type__in=kinds).count(),
    )


def publishers(rubric: Rubric) -> QuerySet[User]:
    """District administrators who did not write in this draft, nor act with somebody who did."""
    barred = barred_from(RUBRICS["publish"], rubric, now())
    people = User.objects.filter(is_active=True, grants__role=Role.DISTRICT_ADMINISTRATOR)
    return people.exclude(public_id__in=barred).distinct()
