"""Who may ask how the portal stands."""

from portal.accounts.roles import Role
from tests.access import EVERYONE, Access, only

MATRIX = {
    "health": Access(get=EVERYONE),
    "ready": Access(get=EVERYONE),
    "upkeep:first-day-show": Access(get=only(Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.EDITOR)),
    "upkeep:state-show": Access(get=only(Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)),
}
