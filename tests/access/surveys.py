from portal.accounts.roles import STAFF_ROLES
from tests.access import EVERYONE, Access

_NOT_STAFF = EVERYONE - {role.value for role in STAFF_ROLES}

MATRIX = {
    "surveys:survey-list": Access(get=EVERYONE),
    "surveys:receipt-lookup": Access(get=EVERYONE),
    "surveys:survey-receipt": Access(get=EVERYONE),
    "surveys:survey-results": Access(get=EVERYONE),
    "surveys:survey-answer": Access(get=EVERYONE, post=_NOT_STAFF),
    "places:place-answer": Access(get=EVERYONE, post=_NOT_STAFF),
}
