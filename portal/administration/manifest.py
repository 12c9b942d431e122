"""What the rest of the house may know of the accounts of staff."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.administration.operations import forget_devices
from portal.administration.queries import (
    altered_rows,
    desk_people,
    offices_without_an_officer,
    places_without_an_officer,
    roles_past_the_ledger,
    roles_without_people,
)
from portal.finding import Finder
from portal.first_day import FirstDay
from portal.manifests import Invariant, Law, Link, Manifest, Retention

ACCOUNTS = ({Role.SECURITY_ADMINISTRATOR}, "administration:account-list")

MANIFEST = Manifest(
    "portal.administration",
    urls=(("account/staff/", "portal.administration.urls"),),
    places=(
        Link(210, _("Section editors"), "users-round", "wagtailusers_users:index", {Role.USER_MANAGER}),
        Link(270, _("Staff accounts"), "users-round", "administration:account-list", {Role.SECURITY_ADMINISTRATOR}),
    ),
    finders=(Finder(50, _("Staff accounts"), {Role.SECURITY_ADMINISTRATOR}, desk_people),),
    invariants=(Invariant(Law.ORDER, roles_past_the_ledger),),
    first_day=(
        FirstDay(10, _("Each role has its people"), roles_without_people, *ACCOUNTS),
        FirstDay(20, _("Each town and street has its officer"), places_without_an_officer, *ACCOUNTS),
        FirstDay(30, _("Each office of the plan has its officer"), offices_without_an_officer, *ACCOUNTS),
    ),
    retention=(Retention("devices", forget_devices),),
    altered=altered_rows,
)
