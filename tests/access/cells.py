"""Who may call which route of the certification scheme."""

from portal.accounts.roles import Role
from tests.access import EVERYONE, SIGNED_IN, Access, only

OFFICER = only(Role.STREET_OFFICER)
EVALUATOR = only(Role.EVALUATOR)
DISTRICT = only(Role.DISTRICT_REVIEWER)
NUMBER = ("TNWF-2026-0001",)

MATRIX = {
    "cells:register-list": Access(get=EVERYONE),
    "cells:certificate-find": Access(get=EVERYONE),
    "cells:key-show": Access(get=EVERYONE),
    "cells:certificate-qr": Access(get=EVERYONE, arguments=NUMBER),
    "cells:notice-list": Access(get=EVERYONE),
    "cells:notice-show": Access(get=EVERYONE),
    "cells:objection-file": Access(get=EVERYONE, post=EVERYONE),
    "cells:objection-receipt": Access(get=EVERYONE),
    "verify:certificate-check": Access(get=EVERYONE, arguments=NUMBER),
    # For whoever acts for a unit; whose unit it is, the views ask the database.
    "cells:application-list": Access(get=SIGNED_IN),
    "cells:organisation-register": Access(get=SIGNED_IN, post=SIGNED_IN),
    "cells:organisation-show": Access(get=SIGNED_IN, post=SIGNED_IN),
    "cells:member-remove": Access(post=SIGNED_IN),
    "cells:invitation-answer": Access(post=SIGNED_IN),
    "cells:invitation-withdraw": Access(post=SIGNED_IN),
    "cells:takeover-request": Access(get=SIGNED_IN, post=SIGNED_IN),
    "cells:application-start": Access(post=SIGNED_IN),
    "cells:application-show": Access(get=SIGNED_IN),
    "cells:application-submit": Access(get=SIGNED_IN, post=SIGNED_IN),
    "cells:receipt-show": Access(get=SIGNED_IN),
    "cells:application-withdraw": Access(get=SIGNED_IN, post=SIGNED_IN),
    "cells:section-edit": Access(get=SIGNED_IN, post=SIGNED_IN),
    "cells:section-save": Access(post=SIGNED_IN),
    "cells:evidence-show": Access(get=SIGNED_IN),
    "cells:certificate-document": Access(get=SIGNED_IN, arguments=NUMBER),
    "cells:review-list": Access(get=OFFICER),
    "cells:assist-start": Access(get=OFFICER, post=OFFICER),
    "cells:assist-submit": Access(get=OFFICER, post=OFFICER),
    "cells:takeover-show": Access(get=OFFICER, post=OFFICER),
    "cells:takeover-proof": Access(get=OFFICER),
    "cells:review-show": Access(get=OFFICER, post=OFFICER),
    "cells:evaluation-list": Access(get=EVALUATOR),
    "cells:evaluation-show": Access(get=EVALUATOR, post=EVALUATOR),
    "cells:evaluation-section": Access(get=EVALUATOR, post=EVALUATOR),
    "cells:evaluation-recuse": Access(get=EVALUATOR, post=EVALUATOR),
    "cells:case-list": Access(get=OFFICER | DISTRICT),
    "cells:case-export": Access(get=OFFICER | DISTRICT, arguments=("csv",)),
    "cells:organisation-template": Access(get=DISTRICT),
    "cells:organisation-import": Access(get=DISTRICT, post=DISTRICT),
    "cells:discredit-list": Access(get=DISTRICT, post=DISTRICT),
    "cells:discredit-lift": Access(get=DISTRICT, post=DISTRICT),
    "cells:expert-list": Access(get=DISTRICT),
    "cells:expert-edit": Access(get=DISTRICT, post=DISTRICT),
    "cells:expert-own": Access(get=EVALUATOR, post=EVALUATOR),
    "cells:decision-list": Access(get=DISTRICT),
    "cells:decision-show": Access(get=DISTRICT, post=DISTRICT),
    "cells:certificate-issue": Access(post=DISTRICT),
    "cells:certificate-list": Access(get=DISTRICT),
    "cells:certificate-manage": Access(get=DISTRICT, post=DISTRICT, arguments=NUMBER),
    "cells:notice-prepare": Access(get=DISTRICT, post=DISTRICT),
    "cells:objection-list": Access(get=DISTRICT),
    "cells:objection-show": Access(get=DISTRICT, post=DISTRICT),
}
