"""Who may call which route of the campaigns room."""

from portal.accounts.roles import Role
from tests.access import EVERYONE, NOBODY, Access, only

OFFICER = only(Role.STREET_OFFICER)
REVIEWER = only(Role.DISTRICT_REVIEWER)
OVERSEERS = only(Role.DISTRICT_REVIEWER, Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR, Role.AUDITOR)
READERS = OFFICER | OVERSEERS
QUARTER = ("2026-Q4",)

MATRIX = {
    "campaigns:event-list": Access(get=EVERYONE),
    "campaigns:month-now": Access(get=EVERYONE),
    "campaigns:event-month": Access(get=EVERYONE, arguments=(2026, 11)),
    "campaigns:event-feed": Access(get=EVERYONE),
    "campaigns:event-detail": Access(get=EVERYONE),
    "campaigns:event-calendar": Access(get=EVERYONE),
    "campaigns:event-register": Access(get=EVERYONE, post=EVERYONE),
    "campaigns:registration-show": Access(get=EVERYONE),
    "campaigns:registration-cancel": Access(get=NOBODY, post=EVERYONE),
    "campaigns:event-check-in": Access(get=EVERYONE, post=EVERYONE),
    "campaigns:event-impression": Access(get=EVERYONE, post=EVERYONE),
    "campaigns:event-code": Access(get=OFFICER),
    "campaigns:event-code-image": Access(get=OFFICER),
    "campaigns:estate-list": Access(get=EVERYONE),
    "campaigns:estate-detail": Access(get=EVERYONE),
    "campaigns:estate-desk": Access(get=READERS),
    "campaigns:estate-add": Access(get=OFFICER | REVIEWER, post=OFFICER | REVIEWER),
    "campaigns:estate-change": Access(get=OFFICER | REVIEWER, post=OFFICER | REVIEWER),
    "campaigns:estate-recognise": Access(get=NOBODY, post=REVIEWER),
    "campaigns:estate-lapse": Access(get=NOBODY, post=REVIEWER),
    "campaigns:worker": Access(get=EVERYONE),
    "campaigns:event-log": Access(get=OFFICER, post=OFFICER),
    "campaigns:event-plan": Access(get=OFFICER, post=OFFICER),
    "campaigns:event-mine": Access(get=OFFICER),
    "campaigns:event-change": Access(get=OFFICER, post=OFFICER),
    "campaigns:event-report": Access(get=OFFICER, post=OFFICER),
    "campaigns:event-receipt": Access(get=OFFICER),
    "campaigns:event-record": Access(get=READERS),
    "campaigns:proof-file": Access(get=READERS),
    "campaigns:event-withdraw": Access(get=OFFICER | REVIEWER, post=OFFICER | REVIEWER),
    "campaigns:event-export": Access(get=READERS, post=READERS),
    "campaigns:event-import": Access(get=OFFICER, post=OFFICER),
    "campaigns:event-template": Access(get=OFFICER),
    "campaigns:review-list": Access(get=OVERSEERS),
    "campaigns:event-review": Access(get=REVIEWER),
    "campaigns:review-many": Access(get=NOBODY, post=REVIEWER),
    "campaigns:event-joint": Access(get=NOBODY, post=OFFICER),
    "campaigns:event-tell": Access(get=NOBODY, post=OFFICER | only(Role.DISTRICT_ADMINISTRATOR)),
    "campaigns:ledger-row": Access(get=READERS, arguments=(*QUARTER, "hongmei")),
    "campaigns:event-verify": Access(get=NOBODY, post=REVIEWER),
    "campaigns:event-return": Access(get=NOBODY, post=REVIEWER),
    "campaigns:ledger-now": Access(get=READERS),
    "campaigns:quarter-ledger": Access(get=READERS, arguments=QUARTER),
    "campaigns:report-export": Access(get=READERS, post=READERS, arguments=QUARTER),
    "campaigns:quarter-close": Access(get=NOBODY, post=REVIEWER, arguments=QUARTER),
}
