from portal.accounts.roles import Role
from tests.access import Access, only

_AUDITOR = only(Role.AUDITOR)

MATRIX = {
    "ledger:entry-list": Access(get=_AUDITOR),
    "ledger:entry-detail": Access(get=_AUDITOR),
    "ledger:export-list": Access(get=_AUDITOR),
}
