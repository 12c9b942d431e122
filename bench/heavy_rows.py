"""Sessions of those who send files and ask for documents, as `bench.heavy` uses them."""

import json

from bench.outreach_rows import session
from portal.accounts.roles import Role


def tell() -> None:
    print(json.dumps({"officer": session(Role.STREET_OFFICER), "reviewer": session(Role.DISTRICT_REVIEWER)}))
