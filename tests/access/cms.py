from portal.accounts.roles import Role
from tests.access import EVERYONE, Access, only

SECOND = only(Role.DISTRICT_ADMINISTRATOR)
AUTHORS = only(Role.EDITOR, Role.SECTION_EDITOR, Role.DISTRICT_ADMINISTRATOR)

MATRIX = {
    "cms:gallery": Access(get=EVERYONE),
    "cms:mode-set": Access(get=EVERYONE, post=EVERYONE),
    "cms:page-waiting": Access(get=SECOND),
    "cms:page-decide": Access(get=SECOND, post=SECOND),
    "cms:page-onward": Access(get=AUTHORS),
    "cms:page-sheet": Access(get=AUTHORS),
    "media": Access(get=EVERYONE),
}
