"""What the board draws of outreach: in how many areas the quarter's events reach the quota."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from campaigns.quarters import Quarter
from campaigns.queries.ledger import quarter_ledger
from campaigns.quotas import reached
from portal.manifests import Drawn

OUTREACH = "outreach-quota/1"


def drawn(on: date) -> Iterator[Drawn]:
    rows: list[dict[str, Any]] = [
        {
            "area": row.area.code,
            "quota": row.quota,
            "planned": row.planned,
            "held": row.held,
            "verified": row.verified,
        }
        for row in quarter_ledger(Quarter.of_day(on))
    ]
    yield Drawn(
        None,
        on,
        OUTREACH,
        gettext_noop("Outreach ledger of towns and subdistricts on this portal"),
        gettext_noop("Areas with at least as many verified events in the quarter as the plan asks for."),
        measure="outreach",
        counted=rows,
    )


FORMULAS = {OUTREACH: reached}
