"""What the portal looks after by itself."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.manifests import Duty, Link, Manifest
from portal.rhythm import MINUTE, Daily, Every

WATCHERS = {Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}

MANIFEST = Manifest(
    "portal.upkeep",
    urls=(("account/state/", "portal.upkeep.urls"),),
    places=(Link(280, _("State of the portal"), "settings", "upkeep:state-show", WATCHERS),),
    duties=(
        Duty(("revive_tasks",), Every(MINUTE), _("Gives stuck tasks back to the queue")),
        Duty(("verify_ledger", "--keep"), Daily(1, 10), _("Checks the ledger's chain")),
        Duty(("check_invariants", "--keep"), Daily(2, 10), _("Searches for records that contradict each other")),
        Duty(("forget_expired",), Daily(3, 10), _("Deletes personal data whose time is over")),
        Duty(("prune_db_task_results",), Daily(4, 10), _("Deletes old entries of the task queue")),
    ),
)
