"""What the rest of the house may know of the ledger."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.ledger.queries import disorder
from portal.ledger.triggers import GUARDS
from portal.manifests import Duty, Invariant, Law, Link, Manifest
from portal.rhythm import Daily

MANIFEST = Manifest(
    "portal.ledger",
    urls=(("ledger/", "portal.ledger.urls"),),
    places=(Link(260, _("Audit"), "scroll-text", "ledger:entry-list", {Role.AUDITOR}),),
    duties=(
        Duty(
            ("ledger_head", "--append", "--share"), Daily(1, 40), _("Keeps the ledger's head outside of the database")
        ),
    ),
    guards=GUARDS,
    invariants=(Invariant(Law.ORDER, disorder),),
)
