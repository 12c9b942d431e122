"""INJ-04: the canary hears a call, and the portal has few places from which it calls anybody at all."""

import re
import urllib.request
from pathlib import Path

from tests.canary import singing

ROOT = Path(__file__).parents[1]
ROOMS = ("portal", "cells", "campaigns", "surveys")
CALLS = re.compile(
    r"^\s*(?:from|import) (?:urllib\.request|http\.client|socket|smtplib|ftplib|requests|httpx)\b", re.MULTILINE
)
# The provider of text messages and the mail server of the settings; WeChat and the identity services of the settings, by
# one guarded session (social.py; the other only names its faults); and the portal's own address while it starts.
CALLERS = {
    "portal/accounts/oidc/views.py",
    "portal/accounts/sms/calls.py",
    "portal/accounts/social.py",
    # A file that strangers take away and run on their own machine.
    "portal/home/results/check_heads.py",
    "portal/inbox/senders.py",
    "portal/serve.py",
}


def test_the_canary_hears_who_calls():
    with singing() as canary:
        urllib.request.urlopen(canary.address).close()
        assert canary.calls == ["/canary.png"]


def test_inj_04_nothing_else_of_the_portal_can_call_out():
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    assert {str(file.relative_to(ROOT)) for file in files if CALLS.search(file.read_text())} == CALLERS
