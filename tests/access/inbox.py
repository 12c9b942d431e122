from portal.accounts.roles import STAFF_ROLES, Role
from tests.access import SIGNED_IN, Access, only

_ADMINISTRATOR = only(Role.DISTRICT_ADMINISTRATOR)

MATRIX = {
    "inbox:task-list": Access(get=SIGNED_IN),
    "inbox:task-seen": Access(post=SIGNED_IN),
    "inbox:undo": Access(post=SIGNED_IN),
    "inbox:preference-edit": Access(get=SIGNED_IN, post=SIGNED_IN),
    "inbox:view-keep": Access(post=only(*STAFF_ROLES)),
    "inbox:message-list": Access(get=_ADMINISTRATOR),
    "inbox:message-again": Access(post=_ADMINISTRATOR),
}
