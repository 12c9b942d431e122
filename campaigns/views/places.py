"""Where a person may go in this room; the navigation of the working pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.permissions import sees_all
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role


def places_of(user) -> list[dict]:
    places = []
    if has_role(user, Role.STREET_OFFICER):
        places.append({"label": _("Log an event"), "url": reverse("campaigns:event-log"), "icon": "plus"})
        places.append({"label": _("Plan an event"), "url": reverse("campaigns:event-plan"), "icon": "calendar-days"})
        places.append({"label": _("Our events"), "url": reverse("campaigns:event-mine"), "icon": "list"})
        places.append({"label": _("From a spreadsheet"), "url": reverse("campaigns:event-import"), "icon": "upload"})
    if sees_all(user):
        places.append({"label": _("Event reports"), "url": reverse("campaigns:review-list"), "icon": "inbox"})
    places.append({"label": _("Quarter ledger"), "url": reverse("campaigns:ledger-now"), "icon": "clipboard-list"})
    places.append({"label": _("Estates"), "url": reverse("campaigns:estate-desk"), "icon": "house"})
    return places
