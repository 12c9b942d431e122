"""Signing in as people do: through the one door, with a password and a second step, or a code to the phone."""

import hashlib
import hmac
import struct
import time
from base64 import b32decode

STEP = 30
# A code near the end of its step may arrive too late on a busy machine.
ENOUGH = 12
# One text a minute goes to a number (ACCOUNT_RATE_LIMITS), and a second step is taken once; both stand in the cache.
FORGET = "from django.core.cache import cache; cache.clear()"


def totp(secret: str, instant: float) -> str:
    """RFC 6238, six digits: what an authenticator app shows."""
    key = b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(instant // STEP)), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Door:
    """`account`: a phone number, or username with password and totp_secret or recovery_codes, as the seed has it."""

    def __init__(self, server):
        self.server = server
        self._spent: dict[str, set[str]] = {}
        self._asked: set[str] = set()

    def sign_in(self, page, account, *, then="/"):
        if account.get("password"):
            self._by_password(page, account)
        else:
            self._by_phone(page, account["phone"])
        page.goto(then)

    def _by_phone(self, page, phone):
        page.goto("/account/login/code/")
        self._as_for_the_first_time(phone)
        sent = len(self.server.messages(phone))
        page.locator("input[name=phone]").fill(phone.removeprefix("+86"))
        page.locator("form:has(input[name=phone]) button[type=submit]").click()
        page.locator("input[name=code]").fill(self.server.code(phone, sent))
        page.locator("form:has(input[name=code]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/login/" not in url)

    def _as_for_the_first_time(self, phone):
        """People sign in again after hours; a journey does at once."""
        if phone in self._asked:
            self._forget()
        self._asked.add(phone)

    def _forget(self):
        self.server.manage("shell", "-v0", "-c", FORGET)

    def _by_password(self, page, account):
        page.goto("/account/login/")
        form = page.locator("form:has(input[name=password])")
        form.locator("input[name=login]").fill(account["username"])
        form.locator("input[name=password]").fill(account["password"])
        form.locator("button[type=submit]").first.click()
        page.wait_for_url(lambda url: not url.endswith("/login/"))
        if "authenticate" in page.url:
            page.locator("input[name=code]").fill(self.second_step(account))
            page.locator("form:has(input[name=code]) button[type=submit]").first.click()
            page.wait_for_url(lambda url: "authenticate" not in url)

    def second_step(self, account) -> str:
        """The next recovery code, else the authenticator's, as if it had not been used before."""
        spent = self._spent.setdefault(account["username"], set())
        left = [code for code in account.get("recovery_codes", ()) if code not in spent]
        code = left[0] if left else self._fresh(account["totp_secret"], spent)
        spent.add(code)
        return code

    def _fresh(self, secret: str, spent: set[str]) -> str:
        """Forgetting takes seconds, so the code is read after it, and never near its end."""
        if totp(secret, time.time()) in spent:
            self._forget()
        if (left := STEP - time.time() % STEP) < ENOUGH:
            time.sleep(left)
        return totp(secret, time.time())
