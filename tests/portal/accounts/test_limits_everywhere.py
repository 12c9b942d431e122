"""Which doors have a limit, found by walking; and that several processes count as one."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from portal.accounts.limits import within
from portal.board.views import former
from portal.home.models import Feedback
from surveys.views import throttle
from tests.access import ANONYMOUS
from tests.crowd import TRIES, at_once, weighed
from tests.test_access import MATRIX
from tests.test_ways_out import ROUTES, reached

ROOT = Path(__file__).parents[3]
PROCESSES, THEIR_TRIES = 4, 200
# It only names the address at which it is counted.
LEADS_ON = former.led_on
COUNTERS = {"within", "limited", "is_taken", "is_over", "is_full"}
# A stranger may send it as often as he likes: it changes nothing but his own cookie.
HURTS_NOBODY = {"cms:mode-set"}
# What is found by a number or a code that somebody could try out.
LOOK_UPS = {
    "verify:certificate-check",
    "cells:certificate-find",
    "cells:certificate-credential",
    "cells:objection-receipt",
    "surveys:receipt-lookup",
    "surveys:survey-receipt",
    "surveys:invitation-open",
    "surveys:invitation-enter",
    "home:feedback-show",
    "campaigns:registration-show",
}
# Whoever is signed in, and could try out whose number or code is known here.
ASKED_OF_UNITS = {
    "cells:organisation-show",
    "cells:organisation-register",
    "cells:site-register",
    "cells:takeover-request",
}


def sources():
    for room in ("portal", "cells", "campaigns", "surveys"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def named() -> set[str]:
    """Every limit that the source asks by its name, whichever way."""
    calls = [node for _path, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [node for node in calls if getattr(node.func, "id", "") in COUNTERS]
    words = [one.value for node in asked for one in node.args if isinstance(one, ast.Constant)]
    return {word for word in words if isinstance(word, str)}


def test_every_limit_has_its_name_in_the_settings():
    asked = named() | {throttle.ANSWERS, throttle.FLOOD, throttle.UNREAD}
    assert asked >= {"code_tries", "second_step_code", "sms_to_number", "sms_budget", "taking_part", "look_up", "join"}
    assert asked <= set(settings.ACCOUNT_RATE_LIMITS)


def test_a_limit_without_a_number_is_a_fault_and_no_open_door(rf):
    with pytest.raises(KeyError):
        within(rf.post("/"), "none_such")


def test_no_limit_is_counted_anywhere_else():
    """No other use of allauth's counting, and no count of our own in a cache, a session or a process."""
    elsewhere = []
    for path, tree in sources():
        for node in ast.walk(tree):
            said = {getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)}
            counts = said & {"ratelimit", "rate_limit", "incr", "decr", "deque"}
            if isinstance(node, ast.AugAssign) and "session" in ast.dump(node.target):
                counts = {"session"}
            if counts and str(path) != "portal/accounts/limits.py":
                elsewhere.append((str(path), counts))
    assert elsewhere == []


def counted(name: str) -> bool:
    """Whether every way of a request through the views of that name can come by one of our counters."""
    views = [view for found, view in ROUTES if found == name and view is not LEADS_ON]
    return bool(views) and all(any(map(_is_counter, reached(view)[0])) for view in views)


def _is_counter(function) -> bool:
    return function.__code__.co_filename.endswith("portal/accounts/limits.py")


def test_whatever_a_stranger_sends_is_counted():
    sent = {name for name, access in MATRIX.items() if ANONYMOUS in access.post} - HURTS_NOBODY
    assert len(sent) > 8
    assert {name for name in sent if not counted(name)} == set()


@pytest.mark.parametrize("name", sorted(LOOK_UPS | ASKED_OF_UNITS))
def test_whatever_is_looked_up_is_counted(name):
    assert counted(name)


def test_open_data_is_counted():
    data = {name for name in MATRIX if name.startswith(("board:api-", "board:csv-"))} - {"board:api-document"}
    data |= {"board:data-package", "board:indicator-csv", "cells:register-export"}
    assert {name for name in data if not counted(name)} == set()


DOORS = {
    "certificate": ("look_up", "cells.views.verify.find_certificate", lambda n: f"/c/TNWF-2026-{n:04d}"),
    "objection": ("look_up", "cells.views.notices.get_object_or_404", lambda n: f"/cells/objections/receipt/YY-{n}/"),
    "message": ("look_up", "portal.home.views.feedback.get_object_or_404", lambda n: f"/feedback/AAAA{n:06d}/"),
    "receipt": ("look_up", "surveys.views.respond.wave_with_answer", lambda n: f"/surveys/receipts/?reference=AAAA{n:04d}"),
    "invitation": ("invitation", "surveys.views.invitations.invitation_with", lambda n: f"/surveys/invited/{n:032d}/"),
    "open data": ("open_data", "portal.board.views.data.plan_asked", lambda n: f"/board/2022-2025/api/v1/tasks?n={n}"),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_many_at_once_weigh_three(shared, settings, monkeypatch, door):
    limit, place, address = DOORS[door]
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limit: "3/1h/ip"}
    seen = weighed(monkeypatch, place)
    answers = at_once(lambda number: Client(raise_request_exception=False).get(address(number)))
    assert len(seen) == 3
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == TRIES - 3
    assert all(answer["Retry-After"] for answer in refused)


def test_many_messages_at_once_are_three(shared, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"feedback": "3/1h/ip"}
    said = {"text": "路灯坏了", "about": "message", "page": "/"}
    answers = at_once(lambda _number: Client().post("/feedback/", said))
    assert Feedback.objects.count() == 3
    refused = [answer for answer in answers if answer.status_code == 400]
    assert len(refused) == TRIES - 3
    assert all("路灯坏了" in answer.content.decode() for answer in refused)


def environments(tmp_path):
    plain = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL"}}
    plain["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    own = plain | {"DATABASE_URL": f"sqlite:///{tmp_path / 'limits.sqlite3'}", "PORTAL_VAR_DIR": str(tmp_path)}
    yield "database", own
    if redis := os.environ.get("PORTAL_TEST_REDIS") or os.environ.get("CACHE_URL"):
        yield "redis", own | {"CACHE_URL": redis}


@pytest.mark.parametrize("kind", ["database", "redis"])
def test_several_processes_count_as_one(tmp_path, kind):
    """Two hundred tries of four workers that know of each other by the cache alone."""
    environment = dict(environments(tmp_path)).get(kind)
    if environment is None:
        pytest.skip("no Redis is named")
    command = [sys.executable, "-m", "tests.portal.accounts.tries", str(PROCESSES), str(THEIR_TRIES)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=120
    )
    assert done.stdout == "3"
