"""Rechecks: whom they meet, what they find, what is put right; residents' looks; reminders."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import CheckResult
from cells.models import Certificate, Check, Look, Pick, Reminder, Scheme
from cells.notifications import certificates as notifications
from cells.operations.steps import lock_certificate, not_ready
from cells.permissions import can_manage_certificates, is_member
from cells.queries.surveillance import candidates, open_rectifications, valid_certificates
from cells.surveillance import choose, quarter_of
from portal.accounts.permissions import holds
from portal.accounts.roles import Role
from portal.directory.queries import passed_before
from portal.ledger.operations import record
from portal.ledger.queries import head
from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.taking import lock

LOOKS_A_DAY = 50


@transaction.atomic
def draw_picks(*, actor, scheme: Scheme, now: datetime) -> list[Pick]:
    """Whom this quarter's rechecks meet. Who was picked stays picked; drawn again, later risks are added.

    The seed is the ledger's head when the quarter was first drawn: nobody could choose it.
    """
    if not holds(actor, Role.DISTRICT_REVIEWER):
        raise PermissionDenied
    scheme, today = Scheme.objects.select_for_update().get(pk=scheme.pk), day_of(now)
    quarter = quarter_of(today)
    known = Pick.objects.filter(quarter=quarter, certificate__unit_type__scheme=scheme)
    first = known.first()
    seed = first.seed if first else getattr(head(), "hash", "")
    percent = 0 if first else scheme.random_percent
    found = choose(
        candidates(scheme, today), day=today, longest_months=scheme.recheck_months, percent=percent, seed=seed
    )
    taken = set(known.values_list("certificate__number", flat=True))
    ids = dict(Certificate.objects.filter(number__in=set(found) - taken).values_list("number", "pk"))
    common = {"quarter": quarter, "seed": seed, "picked_by": actor, "picked_at": now}
    rows = Pick.objects.bulk_create(
        Pick(certificate_id=pk, reasons=[[item.kind, item.values] for item in found[number]], **common)
        for number, pk in ids.items()
    )
    facts = {"quarter": quarter, "seed": seed, "picked": sorted(ids)}
    record(actor=actor, now=now, action="surveillance.draw", subject=f"cells.quarter:{quarter}", after=facts)
    return rows


@transaction.atomic
def record_check(*, actor, certificate: Certificate, checked_on: date, result: str, note: str, now: datetime) -> Check:
    """A recheck is noted, with a deadline when something is to be put right; what follows is a step of its own."""
    certificate = lock_certificate(certificate)
    if not can_manage_certificates(actor, certificate.organisation):
        raise PermissionDenied
    if checked_on > day_of(now):
        raise not_ready(_("The day of the recheck lies ahead."))
    workdays = certificate.terms.rectification_workdays
    needs_more = result == CheckResult.RECTIFY
    check = Check.objects.create(
        certificate=certificate,
        checked_on=checked_on,
        result=result,
        note=note,
        checked_by=actor,
        recorded_at=now,
        rectify_by=deadline_from(now, workdays).day if needs_more else None,
    )
    certificate.last_checked_on = max(filter(None, [certificate.last_checked_on, checked_on]))
    certificate.save(update_fields=["last_checked_on"])
    certificate.picks.filter(check_made=None, quarter=quarter_of(checked_on)).update(check_made=check)
    facts = {"result": result, "checked_on": checked_on.isoformat()}
    facts |= {"rectify_by": check.rectify_by.isoformat()} if check.rectify_by else {}
    record(actor=actor, now=now, action="certificate.check", subject=certificate, after=facts, reason=note)
    notifications.checked(certificate, check, now=now)
    return check


@transaction.atomic
def report_rectification(*, actor, check: Check, report: str, now: datetime) -> Check:
    """The unit says what it did; the district looks at it."""
    certificate, check = lock_certificate(check.certificate), _open_check(check)
    if not is_member(actor, certificate.organisation):
        raise PermissionDenied
    if not report.strip():
        raise not_ready(_("Please say what you did."))
    check.report, check.reported_at = report.strip(), now
    check.save(update_fields=["report", "reported_at"])
    record(actor=actor, now=now, action="certificate.report", subject=certificate, reason=check.report)
    notifications.rectification_reported(certificate, check, now=now)
    return check


@transaction.atomic
def close_rectification(*, actor, check: Check, note: str, now: datetime) -> Check:
    """The district finds it put right. What is not put right is suspended or withdrawn, a step of its own."""
    certificate, check = lock_certificate(check.certificate), _open_check(check)
    if not can_manage_certificates(actor, certificate.organisation):
        raise PermissionDenied
    check.rectified_on = day_of(now)
    check.save(update_fields=["rectified_on"])
    record(actor=actor, now=now, action="certificate.rectified", subject=certificate, reason=note)
    notifications.rectified(certificate, check, now=now)
    return check


@transaction.atomic
def add_look(*, certificate: Certificate, key: UUID, impression: str, now: datetime) -> None:
    """A resident's look: counted by days, bounded, sent twice the same; it never changes the certificate."""
    today = day_of(now)
    # Looks at one certificate queue here, so that together they stay within the day's number.
    Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    if certificate.looks.filter(seen_on=today).count() < LOOKS_A_DAY:
        Look.objects.get_or_create(
            key=key, defaults={"certificate": certificate, "impression": impression, "seen_on": today}
        )


@transaction.atomic
def tend_certificates(*, now: datetime) -> int:
    """By the clock: remind units before the end, and the district of deadlines that passed. Safe to repeat."""
    today, reminded = day_of(now), 0
    rows = valid_certificates(today).filter(Q(application=None) | Q(application__status="certified"), replaced_by=None)
    for row in rows.select_related("unit_type__scheme", "application", "organisation"):
        left = (row.valid_until - today).days
        passed = [days for days in row.unit_type.scheme.reminder_days if days >= left]
        if passed and Reminder.objects.get_or_create(certificate=row, days=min(passed), defaults={"sent_at": now})[1]:
            notifications.ending(row, now=now)
            reminded += 1
    for check in open_rectifications(passed_before(today)):
        notifications.rectification_overdue(check.certificate, check, now=now)
    return reminded


def _open_check(check: Check) -> Check:
    row = lock(check)
    if not row.is_open:
        raise not_ready(_("Nothing is left to be put right here."))
    return row
