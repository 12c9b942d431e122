"""What the desk for units shows of one."""

from collections.abc import Iterable
from typing import Any

from cells.models import Correction, Organisation
from cells.queries.organisations import perhaps_doubles
from cells.results.corrections import told_correction
from cells.results.history import history_of


def desk_facts(row: Organisation, corrections: Iterable[Correction]) -> dict[str, Any]:
    """Who acts for it, what stands below it, its files and certificates, what was put right, and what happened."""
    return {
        "corrections": [told_correction(each) for each in corrections],
        "contacts": row.memberships.select_related("user").order_by("-role", "joined_at"),
        "sites": row.sites.select_related("area").order_by("name"),
        "doubles": row.doubles.order_by("name"),
        "perhaps": [] if row.merged_into else perhaps_doubles(row),
        "applications": row.applications.order_by("-created_at"),
        "certificates": row.certificates.order_by("-issued_on"),
        "history": history_of(row),
    }
