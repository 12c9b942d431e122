"""Who may call which route of the board."""

import uuid

from portal.accounts.roles import Role
from tests.access import EVERYONE, Access, only

OFFICERS = only(Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR)
READERS = OFFICERS | only(Role.DISTRICT_REVIEWER, Role.AUDITOR)
ANY = uuid.UUID(int=7)

MATRIX = {
    "board:indicator-list": Access(get=EVERYONE),
    "board:indicator-detail": Access(get=EVERYONE),
    "board:project-list": Access(get=EVERYONE),
    "board:outreach-detail": Access(get=EVERYONE),
    "board:data-json": Access(get=EVERYONE),
    "board:data-csv": Access(get=EVERYONE),
    "board:observation-proof": Access(get=EVERYONE),
    "board:due-list": Access(get=OFFICERS),
    "board:decision-list": Access(get=READERS),
    "board:observation-create": Access(get=OFFICERS, post=OFFICERS),
    "board:observation-decide": Access(get=READERS, post=READERS),
    "board:observation-revise": Access(get=OFFICERS, post=OFFICERS),
    "board:evidence-file": Access(get=READERS),
}
