"""What the rest of the house may know of the files that people hand in."""

from django.utils.translation import gettext_lazy as _

from portal.evidence.queries import accounts_over_quota, damaged_files
from portal.manifests import Duty, Invariant, Law, Manifest
from portal.rhythm import Daily

MANIFEST = Manifest(
    "portal.evidence",
    duties=(Duty(("sweep_evidence",), Daily(3, 30), _("Sweeps files that nothing refers to")),),
    invariants=(
        Invariant(Law.NO_HALF, damaged_files),
        Invariant(Law.QUOTAS, accounts_over_quota),
    ),
)
