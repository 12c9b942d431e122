"""Who may call which route of the board."""

import uuid

from portal.accounts.roles import Role
from tests.access import EVERYONE, Access, only

OFFICERS = only(Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR)
REPORTERS = OFFICERS | only(Role.STREET_OFFICER)
READERS = OFFICERS | only(Role.DISTRICT_REVIEWER, Role.AUDITOR)
INSIDERS = READERS | only(Role.STREET_OFFICER)
PLANNERS = only(Role.DISTRICT_ADMINISTRATOR)
PLAN_READERS = PLANNERS | only(Role.DISTRICT_REVIEWER, Role.AUDITOR)
ANY = uuid.UUID(int=7)

MATRIX = {
    "board:indicator-list": Access(get=EVERYONE),
    "board:indicator-detail": Access(get=EVERYONE),
    "board:project-list": Access(get=EVERYONE),
    "board:outreach-detail": Access(get=EVERYONE),
    "board:change-list": Access(get=EVERYONE),
    "board:change-feed": Access(get=EVERYONE),
    "board:task-list": Access(get=EVERYONE),
    "board:task-detail": Access(get=EVERYONE),
    "board:office-list": Access(get=EVERYONE),
    "board:office-detail": Access(get=EVERYONE),
    "board:indicator-embed": Access(get=EVERYONE),
    "board:indicator-csv": Access(get=EVERYONE),
    "board:data-package": Access(get=EVERYONE),
    "board:api-document": Access(get=EVERYONE),
    "board:figure-detail": Access(get=EVERYONE),
    "board:api-nothing": Access(get=EVERYONE, arguments=("x", "y")),
    "board:catalog": Access(get=EVERYONE),
    "board:api-changes": Access(get=EVERYONE),
    "board:api-plans": Access(get=EVERYONE),
    "board:api-indicator": Access(get=EVERYONE),
    "board:api-observation": Access(get=EVERYONE),
    **{
        f"board:{form}-{table}": Access(get=EVERYONE)
        for form in ("api", "csv")
        for table in ("indicators", "observations", "projects", "tasks", "notes")
    },
    "board:plan-list": Access(get=PLAN_READERS),
    "board:plan-sheet": Access(get=PLANNERS),
    "board:plan-import": Access(get=PLANNERS, post=PLANNERS),
    "board:plan-draft": Access(get=PLAN_READERS, post=PLAN_READERS),
    "board:plan-remarks": Access(get=only(Role.DEPARTMENT_OFFICER), post=only(Role.DEPARTMENT_OFFICER)),
    "board:remark-answer": Access(post=PLANNERS),
    "board:release-list": Access(get=EVERYONE),
    "board:release-feed": Access(get=EVERYONE),
    "board:release-create": Access(get=PLANNERS, post=PLANNERS),
    "board:release-detail": Access(get=PLAN_READERS, post=PLAN_READERS),
    "board:closing-detail": Access(get=EVERYONE),
    "board:closing-file": Access(get=EVERYONE),
    "board:closing-list": Access(get=PLAN_READERS),
    "board:closing-create": Access(post=PLANNERS),
    "board:closing-decide": Access(get=PLAN_READERS, post=PLAN_READERS),
    "board:unmet-reason": Access(get=OFFICERS, post=OFFICERS),
    "board:definition-list": Access(get=OFFICERS),
    "board:definition-create": Access(get=OFFICERS, post=OFFICERS),
    "board:definition-decide": Access(get=READERS, post=READERS),
    "board:due-sheet": Access(get=OFFICERS),
    "board:figures-import": Access(get=OFFICERS, post=OFFICERS),
    "board:duty-list": Access(get=REPORTERS),
    "board:owed-list": Access(get=READERS),
    "board:room-list": Access(get=READERS),
    "board:report-list": Access(get=READERS),
    "board:report-file": Access(get=READERS, arguments=("2022-2025", "2025", "xlsx")),
    "board:progress-create": Access(get=REPORTERS, post=REPORTERS, arguments=("2022-2025", "tasks", "1.1")),
    "board:progress-decide": Access(get=INSIDERS, post=INSIDERS),
    "board:progress-revise": Access(get=REPORTERS, post=REPORTERS),
    "board:progress-file": Access(get=INSIDERS),
    "board:observation-proof": Access(get=EVERYONE),
    "board:due-list": Access(get=OFFICERS),
    "board:decision-list": Access(get=READERS),
    "board:observation-create": Access(get=OFFICERS, post=OFFICERS),
    "board:observation-decide": Access(get=READERS, post=READERS),
    "board:observation-revise": Access(get=OFFICERS, post=OFFICERS),
    "board:evidence-file": Access(get=READERS),
}
