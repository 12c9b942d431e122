"""Who is told of a certificate's life, and what waits for whom."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from cells.models import Appeal, Certificate, Check, Reissue
from cells.notifications.waiting import counted, members_of, until, wait
from cells.workflow import CERTIFICATE_STEP, REISSUE_DECISION
from portal.accounts.roles import Role
from portal.inbox.operations import close_tasks, send
from portal.procedure.deadlines import deadline_from
from portal.procedure.taking import barred_by


def certificate_changed(certificate: Certificate, *, now: datetime) -> None:
    _tell_holder(certificate, certificate.state, now=now)


def registered(certificate: Certificate, *, now: datetime) -> None:
    _tell_holder(certificate, "registered", now=now)


def checked(certificate: Certificate, check: Check, *, now: datetime) -> None:
    if not check.is_open:
        return
    title = gettext_noop("Put right what the recheck of %(number)s found")
    due_on = counted(check.rectify_by, now)
    for user in members_of(certificate):
        _about(certificate, "rectify", title, "cells:certificate-own", user=user, due_on=due_on, now=now)
    _tell_holder(certificate, "rectify", now=now, **until(due_on.day))


def rectification_reported(certificate: Certificate, check: Check, *, now: datetime) -> None:
    close_tasks(subject=certificate, now=now, kind="cells.rectify")
    _to_district(certificate, "rectified", gettext_noop("Look at what %(unit)s put right (%(number)s)"), now=now)


def rectification_overdue(certificate: Certificate, check: Check, *, now: datetime) -> None:
    _to_district(certificate, "overdue", gettext_noop("%(unit)s did not put right in time (%(number)s)"), now=now)


def rectified(certificate: Certificate, check: Check, *, now: datetime) -> None:
    close_tasks(subject=certificate, now=now)
    _tell_holder(certificate, "rectified", now=now)


def ending(certificate: Certificate, *, now: datetime) -> None:
    title = gettext_noop("Certificate %(number)s ends: apply for its recheck")
    due_on = certificate.valid_until
    for user in members_of(certificate):
        _about(certificate, "renew", title, "cells:certificate-own", user=user, due_on=due_on, now=now)
    _tell_holder(certificate, "ending", now=now, due_on=due_on.isoformat())


def appealed(certificate: Certificate, appeal: Appeal, *, now: datetime) -> None:
    title = gettext_noop("Answer the appeal of %(unit)s (%(number)s)")
    barred = barred_by(CERTIFICATE_STEP, certificate, now)
    due_on = deadline_from(now, certificate.terms.answer_workdays)
    _to_district(certificate, "appeal", title, now=now, barred=barred, due_on=due_on)


def appeal_answered(certificate: Certificate, appeal: Appeal, *, now: datetime) -> None:
    close_tasks(subject=certificate, now=now, kind="cells.appeal")
    _tell_holder(certificate, "appeal", now=now)


def reissue_asked(reissue: Reissue, *, now: datetime) -> None:
    """Who asked does not decide."""
    title = gettext_noop("Decide on a new face of the certificate of %(unit)s (%(number)s)")
    _to_district(reissue.certificate, "reissue", title, now=now, barred=barred_by(REISSUE_DECISION, reissue, now))


def reissue_decided(reissue: Reissue, *, now: datetime) -> None:
    close_tasks(subject=reissue.certificate, now=now, kind="cells.reissue")
    _tell_holder(reissue.certificate, "reissue", now=now)


def _to_district(certificate: Certificate, kind: str, title: str, *, now: datetime, **more) -> None:
    whom = {"role": Role.DISTRICT_REVIEWER, "due_on": None, **more}
    _about(certificate, kind, title, "cells:certificate-manage", **whom, now=now)


def _about(certificate: Certificate, kind: str, title: str, route: str, *, due_on, now: datetime, **whom):
    values = {"unit": certificate.holder, "number": certificate.number}
    link = reverse(route, args=[certificate.number])
    task = {"kind": f"cells.{kind}", "title": title, "values": values, "link": link, "due_on": due_on, "now": now}
    wait(certificate, task, subject=certificate, **whom)


def _tell_holder(certificate: Certificate, kind: str, *, now: datetime, **values) -> None:
    path = reverse("cells:certificate-own", args=[certificate.number])
    facts = {"number": certificate.number, "path": path, **values}
    for user in members_of(certificate):
        template = f"cells/messages/certificate_{kind}.txt"
        send(user=user, kind=f"cells.certificate_{kind}", template=template, values=facts, now=now)
