"""A unit that was registered twice: everything of the double stands under the other from now on."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole
from cells.models import Certificate, Membership, Organisation
from cells.operations.steps import not_ready
from cells.queries.indicator import certificate_facts
from cells.workflow import ALIVE, RUNNING
from portal.ledger.operations import record


def merge_units(*, actor, double: Organisation, into: Organisation, now: datetime) -> None:
    """In the transaction of who decided it. What only one of them may hold must not stand on both sides."""
    _check(double, into)
    files = list(double.applications.values_list("public_id", flat=True))
    for certificate in double.certificates.select_for_update(of=("self",)).select_related("area"):
        _move_certificate(certificate, into, actor, now)
    double.applications.update(organisation=into)
    double.sites.update(above=into)
    known = into.awards.values("document_number")
    double.awards.exclude(document_number__in=known).update(organisation=into)
    people = _move_people(double, into)
    facts = {"from": str(double.public_id), "applications": sorted(map(str, files)), "members": people}
    record(actor=actor, now=now, action="organisation.merge", subject=into, after=facts)


def _check(double: Organisation, into: Organisation) -> None:
    both = (double, into)
    if all(unit.applications.filter(status__in=sorted(RUNNING)).exists() for unit in both):
        raise not_ready(_("Both have a file under way: one of them has to be withdrawn first."))
    if all(unit.certificates.filter(state__in=ALIVE).exists() for unit in both):
        raise not_ready(_("Both hold a certificate: one of them has to be withdrawn first."))
    if double.above_id == into.pk or into.above_id == double.pk or (double.sites.exists() and into.above_id):
        raise not_ready(_("One of them stands above the other: they are not the same."))


def _move_certificate(certificate: Certificate, into: Organisation, actor, now: datetime) -> None:
    """The face stays as it was issued; the ledger says whose it is now."""
    certificate.organisation = into
    certificate.save(update_fields=["organisation"])
    facts = certificate_facts(certificate)
    record(actor=actor, now=now, action="certificate.merge", subject=certificate, after=facts)


def _move_people(double: Organisation, into: Organisation) -> list[str]:
    """Who acted for the double acts for the other; its first contact stays who it was."""
    has_owner = into.memberships.filter(role=MemberRole.OWNER).exists()
    known = set(into.memberships.values_list("user", flat=True))
    moved = []
    for row in double.memberships.select_related("user"):
        if row.user_id not in known:
            role = MemberRole.MEMBER if has_owner else row.role
            Membership.objects.create(organisation=into, user=row.user, role=role, joined_at=row.joined_at)
            moved.append(str(row.user.public_id))
        row.delete()
    return moved
