"""Which certificates are looked after, and what is known of each."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from cells.enums import AppealState, CertificateState, CheckResult, Impression
from cells.models import Appeal, Certificate, Check, Objection, Organisation, Pick, Scheme
from cells.rubric.criteria import ZERO
from cells.surveillance import Candidate

LOOK_WINDOW = timedelta(days=180)


def valid_certificates(on: date) -> QuerySet[Certificate]:
    return Certificate.objects.filter(state=CertificateState.VALID, issued_on__lte=on, valid_until__gte=on)


def candidates(scheme: Scheme, on: date) -> list[Candidate]:
    """Every valid certificate of the scheme with what speaks for a recheck; two queries."""
    last = Check.objects.filter(certificate=OuterRef("pk")).order_by("-checked_on", "-pk")
    bad = Q(looks__seen_on__gt=on - LOOK_WINDOW) & ~Q(looks__impression=Impression.FINE)
    objected = Objection.objects.filter(entry__application=OuterRef("application"))
    rows = (
        valid_certificates(on)
        .filter(unit_type__scheme=scheme)
        .select_related("application__rules")
        .prefetch_related("application__decisions")
    )
    rows = rows.annotate(
        last_result=Subquery(last.values("result")[:1]),
        look_days=Count("looks__seen_on", filter=bad, distinct=True),
        was_objected=Exists(objected),
    )
    return [_candidate(row, on) for row in rows.order_by("pk")]


def picks_of(quarter: str) -> QuerySet[Pick]:
    rows = Pick.objects.filter(quarter=quarter)
    return rows.select_related("certificate__unit_type", "certificate__area", "check_made")


def open_rectifications(on: date | None = None) -> QuerySet[Check]:
    """Something is still to be put right; with a day, those whose deadline has passed."""
    rows = Check.objects.filter(result=CheckResult.RECTIFY, rectify_by__isnull=False, rectified_on__isnull=True)
    rows = rows.filter(rectify_by__lt=on) if on else rows
    return rows.select_related("certificate__application", "certificate__organisation__area").order_by("rectify_by")


def open_appeals() -> QuerySet[Appeal]:
    path = ("certificate__organisation__area", "certificate__application")
    return Appeal.objects.filter(state=AppealState.OPEN).select_related(*path).order_by("filed_at")


def own_certificates(user) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(organisation__in=Organisation.objects.of(user))
    return rows.select_related("unit_type", "area", "organisation__area", "application__rules")


def _candidate(row: Certificate, on: date) -> Candidate:
    return Candidate(
        number=row.number,
        seen_on=max(filter(None, [row.issued_on, row.last_checked_on])),
        ends_on=row.valid_until,
        is_due=(row.valid_until - on).days <= row.due_days,
        was_rectified=row.last_result == CheckResult.RECTIFY,
        was_objected=row.was_objected,
        look_days=row.look_days,
        margin=_margin(row),
    )


def _margin(row: Certificate) -> Decimal | None:
    """Points above the threshold; None where nobody gave points."""
    if row.application is None:
        return None
    level = next((level for level in row.terms.levels.levels if level.code == row.level), None)
    decision = row.application.decision
    counted = decision.score + (decision.bonus if level and level.bonus_counts else ZERO)
    return counted - (level.min_score if level else ZERO)
