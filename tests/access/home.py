"""Who may call which route of the front page, the search and the messages."""

from portal.accounts.roles import STAFF_ROLES, Role
from tests.access import EVERYONE, SIGNED_IN, Access, only

EDITORS = only(Role.EDITOR, Role.DISTRICT_ADMINISTRATOR)
ANSWERERS = only(Role.EDITOR, Role.DISTRICT_ADMINISTRATOR, Role.DEPARTMENT_OFFICER)
WITNESSES = only(Role.AUDITOR, Role.SECURITY_ADMINISTRATOR)

MATRIX = {
    "home:search": Access(get=EVERYONE),
    "home:search-suggest": Access(get=EVERYONE),
    "home:news-rss": Access(get=EVERYONE),
    "home:news-atom": Access(get=EVERYONE),
    "home:head-list": Access(get=EVERYONE),
    "home:head-file": Access(get=EVERYONE),
    "home:head-checker": Access(get=EVERYONE),
    "home:head-confirm": Access(get=WITNESSES, post=WITNESSES),
    "home:site-map": Access(get=EVERYONE),
    "home:news-list": Access(get=EVERYONE),
    "home:privacy": Access(get=EVERYONE),
    "home:accessibility": Access(get=EVERYONE),
    "home:sorting": Access(get=EVERYONE),
    "home:about": Access(get=EVERYONE),
    "home:zero-waste": Access(get=EVERYONE),
    "home:reach-now": Access(get=EVERYONE),
    "home:reach": Access(get=EVERYONE, arguments=("2026-Q4",)),
    "home:feedback-leave": Access(get=EVERYONE, post=EVERYONE),
    "home:feedback-solved": Access(get=EVERYONE),
    "home:feedback-show": Access(get=EVERYONE),
    "home:feedback-settle": Access(post=EVERYONE),
    "home:account-leave": Access(get=SIGNED_IN, post=SIGNED_IN),
    "home:calendar-list": Access(get=only(Role.DISTRICT_ADMINISTRATOR)),
    "home:calendar-edit": Access(
        get=only(Role.DISTRICT_ADMINISTRATOR), post=only(Role.DISTRICT_ADMINISTRATOR), arguments=(2027,)
    ),
    "home:site-check": Access(get=EDITORS),
    "home:desk-find": Access(get=only(*STAFF_ROLES)),
    "home:manual": Access(get=only(*STAFF_ROLES)),
    "home:manual-role": Access(get=only(*STAFF_ROLES), arguments=("street_officer",)),
    "home:manual-paper": Access(get=only(*STAFF_ROLES), arguments=("street_officer",)),
    "home:feedback-list": Access(get=ANSWERERS),
    "home:feedback-answer": Access(get=ANSWERERS, post=ANSWERERS),
    "home:feedback-pass-on": Access(post=ANSWERERS),
    "home:feedback-hand-over": Access(post=EDITORS),
    "root:robots": Access(get=EVERYONE),
    "root:security": Access(get=EVERYONE),
    "root:sitemap": Access(get=EVERYONE),
}
