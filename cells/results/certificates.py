"""What the pages about one certificate show."""

from datetime import date
from typing import Any

from cells.enums import CertificateStep, CorrectionState, PickReason
from cells.models import Certificate, Pick
from cells.permissions import can_change_certificate, can_decide_reissue, can_manage_certificates
from cells.queries.surveillance import LOOK_WINDOW
from cells.results.history import history_of
from cells.results.wording import STANDING_CHIPS
from cells.standing import is_counted
from cells.workflow import ALIVE, RUNNING


def own_facts(row: Certificate, check, *, on: date) -> dict[str, Any]:
    """For its holder."""
    standing = row.standing_on(on)
    return {
        "page_title": row.number,
        "certificate": row,
        "standing": standing,
        "chip": STANDING_CHIPS.get(standing, "not_met"),
        "is_counted": is_counted(standing),
        "check": check,
        "checks": row.checks.all(),
        "appeals": row.appeals.all(),
        "running": row.organisation.applications.filter(status__in=sorted(RUNNING)).first(),
        "can_renew": row.replaced_by_id is None,
        "history": history_of(row, is_inside=False),
        **reissue_facts(row),
    }


def reissue_facts(row: Certificate) -> dict[str, Any]:
    """What waits of a new face, and how the present one would change."""
    rows = list(row.reissues.all())
    unit = row.organisation
    return {
        "reissue": next((each for each in rows if each.state == CorrectionState.OPEN), None),
        "reissues": [each for each in rows if each.state == CorrectionState.APPROVED],
        "differs": (row.holder, row.area_id) != (unit.name, unit.area_id),
    }


def managed_facts(row: Certificate, *, user, on: date) -> dict[str, Any]:
    """For the district office."""
    standing = row.standing_on(on)
    appeal = next((appeal for appeal in row.appeals.all() if appeal.state == "open"), None)
    again = reissue_facts(row)
    return again | {
        "can_decide_reissue": bool(again["reissue"]) and can_decide_reissue(user, again["reissue"]),
        "page_title": row.holder,
        "certificate": row,
        "standing": standing,
        "chip": STANDING_CHIPS.get(standing, "not_met"),
        "checks": row.checks.all(),
        "open_check": next((check for check in row.checks.all() if check.is_open), None),
        "appeal": appeal,
        "can_answer": bool(appeal)
        and can_manage_certificates(user, row.organisation)
        and user.pk != row.state_changed_by_id,
        "is_barred": row.state in ALIVE and not can_change_certificate(user, CertificateStep.WITHDRAW, row),
        "looks": looks_of(row, on),
        "picks": [{"quarter": pick.quarter, "words": reason_words(pick)} for pick in row.picks.all()],
        "history": history_of(row),
    }


def looks_of(row: Certificate, on: date) -> list[dict[str, Any]]:
    """Residents' looks of the last half year, by what they saw."""
    counts: dict[str, int] = {}
    for look in row.looks.filter(seen_on__gt=on - LOOK_WINDOW):
        label = str(look.get_impression_display())
        counts[label] = counts.get(label, 0) + 1
    return [{"label": label, "count": count} for label, count in counts.items()]


def reason_words(pick: Pick) -> list[str]:
    """Why this certificate was picked, in words."""
    return [
        str(PickReason(kind).label) % values if values else str(PickReason(kind).label) for kind, values in pick.reasons
    ]
