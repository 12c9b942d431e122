import uuid

from portal.accounts.roles import STAFF_ROLES, Role
from tests.access import EVERYONE, Access, only

_NOT_STAFF = EVERYONE - {role.value for role in STAFF_ROLES}
_DISTRICT = only(Role.DISTRICT_REVIEWER, Role.DEPARTMENT_OFFICER, Role.DISTRICT_ADMINISTRATOR)
_FIELD = _DISTRICT | only(Role.STREET_OFFICER)
_ADMINISTRATOR = only(Role.DISTRICT_ADMINISTRATOR)
_JUDGES = only(Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMINISTRATOR)
_ASSISTANTS = only(Role.STREET_OFFICER, Role.DISTRICT_ADMINISTRATOR)
_REPLYING = _ADMINISTRATOR | only(Role.DEPARTMENT_OFFICER)
_WAVE = (str(uuid.UUID(int=7)),)
_ROW = (*_WAVE, *_WAVE)

MATRIX = {
    "surveys:survey-list": Access(get=EVERYONE),
    "surveys:worker": Access(get=EVERYONE),
    "surveys:receipt-lookup": Access(get=EVERYONE),
    "surveys:survey-receipt": Access(get=EVERYONE),
    "surveys:survey-results": Access(get=EVERYONE),
    "surveys:wave-sheet": Access(get=EVERYONE),
    "surveys:answers-table": Access(get=EVERYONE),
    "surveys:answer-file": Access(get=EVERYONE),
    "surveys:survey-answer": Access(get=EVERYONE, post=_NOT_STAFF),
    "places:place-answer": Access(get=EVERYONE, post=_NOT_STAFF),
    "surveys:fieldwork-list": Access(get=_FIELD),
    "surveys:fieldwork-detail": Access(get=_FIELD, arguments=_WAVE),
    "surveys:answer-find": Access(get=_ADMINISTRATOR, post=_ADMINISTRATOR),
    "surveys:questionnaire-list": Access(get=_ADMINISTRATOR),
    "surveys:questionnaire-import": Access(post=_ADMINISTRATOR),
    "surveys:questionnaire-new": Access(get=_ADMINISTRATOR),
    "surveys:questionnaire-begin": Access(post=_ADMINISTRATOR, arguments=("pasted",)),
    "surveys:survey-detail": Access(get=_ADMINISTRATOR, arguments=("survey",)),
    "surveys:sample-plan": Access(get=_ADMINISTRATOR, post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:questionnaire-take": Access(post=_ADMINISTRATOR, arguments=("draft",)),
    "surveys:questionnaire-edit": Access(post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:questionnaire-export": Access(get=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:measure-list": Access(get=_ADMINISTRATOR),
    "surveys:measure-try": Access(get=_ADMINISTRATOR, arguments=("draft",)),
    "surveys:measure-edit": Access(post=_ADMINISTRATOR, arguments=("draft",)),
    "surveys:measure-take": Access(post=_ADMINISTRATOR, arguments=("draft",)),
    "surveys:wave-open": Access(post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:wave-move": Access(post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:wave-close": Access(post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:commitment-list": Access(get=_REPLYING, post=_REPLYING, arguments=_WAVE),
    "surveys:commitment-step": Access(post=_REPLYING, arguments=(*_ROW, "promise")),
    "surveys:pilot-visit": Access(post=_NOT_STAFF, arguments=_WAVE),
    "surveys:answer-assist": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=_WAVE),
    "surveys:call-make": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=_WAVE),
    "surveys:paper-list": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=_WAVE),
    "surveys:paper-form": Access(get=_ASSISTANTS, arguments=_WAVE),
    "surveys:paper-detail": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=_ROW),
    "surveys:paper-key": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=(*_ROW, 1)),
    "surveys:paper-settle": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=(*_ROW, 1)),
    "surveys:invitation-answer": Access(get=EVERYONE, post=_NOT_STAFF),
    "surveys:invitation-enter": Access(get=EVERYONE),
    "surveys:invitation-open": Access(get=EVERYONE, arguments=("none-such",)),
    "surveys:wave-admission": Access(post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:invitation-make": Access(get=_ADMINISTRATOR, post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:place-add": Access(get=_FIELD, post=_FIELD, arguments=_WAVE),
    "surveys:place-sheet": Access(get=_FIELD, arguments=_WAVE),
    "surveys:place-revoke": Access(get=_FIELD, post=_FIELD, arguments=_ROW),
    "surveys:delivery-add": Access(get=_ADMINISTRATOR, post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:code-map": Access(get=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:delivery-detail": Access(get=_JUDGES, arguments=_ROW),
    "surveys:delivery-step": Access(post=_JUDGES, arguments=(*_ROW, "confirm")),
    "surveys:desk-open": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=_WAVE),
    "surveys:desk-answer": Access(get=EVERYONE, post=EVERYONE, arguments=("none-such",)),
    "surveys:call-next": Access(post=_ASSISTANTS, arguments=_WAVE),
    "surveys:number-list": Access(get=_ADMINISTRATOR, post=_ADMINISTRATOR, arguments=_WAVE),
    "surveys:paper-reread": Access(get=_ASSISTANTS, post=_ASSISTANTS, arguments=(*_ROW, 1)),
    "surveys:quality-list": Access(get=_JUDGES, post=_JUDGES, arguments=_WAVE),
    "surveys:heading-list": Access(get=_JUDGES, post=_JUDGES, arguments=(*_WAVE, "wish")),
    "surveys:flag-list": Access(get=_DISTRICT, post=_DISTRICT, arguments=_WAVE),
    "surveys:data-export": Access(get=_JUDGES, post=_JUDGES, arguments=_WAVE),
    "surveys:data-file": Access(arguments=_ROW),
    "surveys:data-ddi": Access(get=_JUDGES, arguments=_WAVE),
    "surveys:data-codebook": Access(get=_JUDGES, arguments=_WAVE),
    "surveys:text-list": Access(get=_JUDGES, post=_JUDGES, arguments=_WAVE),
    "surveys:text-sort-item": Access(get=_JUDGES, post=_JUDGES, arguments=(*_WAVE, "wish")),
    "surveys:estimate-list": Access(get=_DISTRICT, arguments=_WAVE),
    "surveys:estimate-prepare": Access(post=_DISTRICT, arguments=_WAVE),
    "surveys:questions-publish": Access(post=_JUDGES, arguments=_WAVE),
    "surveys:estimate-decide": Access(post=_JUDGES, arguments=_ROW),
}
