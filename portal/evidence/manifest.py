"""What the rest of the house may know of the files that people hand in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.evidence.queries import accounts_over_quota, damaged_files, health_lines, store_lines
from portal.health import Health
from portal.manifests import Duty, Invariant, Law, Manifest
from portal.rhythm import Daily

ROOM = _("%(free_mb)s MB free; files and logs of 200 days need about %(needed_mb)s MB.")

MANIFEST = Manifest(
    "portal.evidence",
    duties=(Duty(("sweep_evidence",), Daily(3, 30), _("Sweeps files that nothing refers to")),),
    health=(
        Health(
            60,
            "disk",
            _("Disk"),
            ROOM,
            {
                "full": (
                    _("Only %(free_mb)s MB free."),
                    _(
                        "Make room at once: move old backups away, or enlarge the disk. Until then files may be refused."
                    ),
                ),
                "short": (ROOM, _("Enlarge the disk in the next weeks.")),
            },
            gettext_noop("The disk is full: files cannot be taken in any more"),
            health_lines,
        ),
        Health(
            65,
            "files",
            _("Files"),
            _("The place where files are kept answers."),
            {
                "away": (
                    _(
                        "The store of files does not answer. Pages and answers go on; files are neither taken nor shown."
                    ),
                    _("Ask who runs the store. What is taken meanwhile is refused in words, nothing of it is lost."),
                )
            },
            gettext_noop("The store of files does not answer"),
            store_lines,
            source="files",
        ),
    ),
    invariants=(
        Invariant(Law.NO_HALF, damaged_files),
        Invariant(Law.QUOTAS, accounts_over_quota),
    ),
)
