"""NET-01 and NET-03 under the production settings: they refuse to start half configured, and say nothing they should not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import made

ROOT = Path(__file__).parents[3]
KEYS = ("PORTAL_SECRET_KEY", "PORTAL_LEDGER_KEY", "PORTAL_SEAL_KEY", "PORTAL_CERTIFICATE_KEY")
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
# What an operator writes into the lines that docs/deploy/portal.env leaves empty.
FILLED = {name: f"{number}{ALPHABET}" for number, name in enumerate(KEYS)} | {
    "PORTAL_SMS_GATEWAY_URL": "https://sms.example.cn/send",
    "PORTAL_SMS_GATEWAY_TOKEN": "token",
    "PORTAL_EMAIL_URL": "smtp+tls://wufei:word@mail.example.cn:587",
    "PORTAL_EMAIL_FROM": "天宁无废 <wufei@example.gov.cn>",
}
ASK = """
import json, django
django.setup()
from django.test import Client
client = Client(headers={"host": "wufei.example.gov.cn"})
plain = client.get("/account/login/")
safe = client.get("/account/login/", headers={"x-forwarded-proto": "https"})
stranger = Client(headers={"host": "elsewhere.example"}).get("/", headers={"x-forwarded-proto": "https"})
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location", "")],
    "safe": [safe.status_code, dict(safe.headers)],
    "cookies": {name: [morsel["secure"], morsel["httponly"], morsel["samesite"], morsel["path"], morsel["domain"]]
                for name, morsel in safe.cookies.items()},
    "stranger": stranger.status_code,
}))
"""


@pytest.fixture(scope="module")
def deployed():
    """docs/deploy/portal.env, its empty lines filled in, as a shell and systemd read it."""
    lines = (ROOT / "docs/deploy/portal.env").read_text().replace("PASSWORD", "word").splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert [value for value in given.values() if (value[0], value[-1]) != ("'", "'")] == []
    return {name: FILLED.get(name, value.strip("'") or "有") for name, value in given.items()}


@pytest.fixture
def environment(tmp_path, deployed):
    ours = ("PORTAL_", "DATABASE_", "CACHE_")
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return elsewhere | deployed | {"PORTAL_VAR_DIR": str(tmp_path)}


def run(environment, *words):
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_net_03_deployment_check_has_no_warning(environment):
    done = run(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


IN_A_STORE = {
    "PORTAL_FILES": "store",
    "PORTAL_STORE_URL": "https://wufei.oss-cn-shanghai.aliyuncs.com",
    "PORTAL_STORE_REGION": "oss-cn-shanghai",
    "PORTAL_STORE_KEY_ID": "id",
    "PORTAL_STORE_SECRET": "word",
}


@pytest.mark.parametrize("files", ["store", "store folder", "folder store"])
def test_deployment_check_has_no_warning_with_a_store(environment, files):
    done = run(
        environment | IN_A_STORE | {"PORTAL_FILES": files}, "manage.py", "check", "--deploy", "--fail-level", "WARNING"
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PORTAL_STORE_URL": "http://minio:9000/wufei"}, "portal.W005"),
        ({"PORTAL_STORE_SECRET": ""}, "PORTAL_STORE_SECRET: empty"),
        ({"PORTAL_FILES": "disk"}, "PORTAL_FILES is folder, store, or both"),
    ],
)
def test_what_is_wrong_with_a_store_is_said(environment, changed, said):
    done = run(environment | IN_A_STORE | changed, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 1
    assert said in done.stderr


def test_what_is_missing_is_said_in_one_line_and_no_key_is_made(environment, tmp_path):
    """The file as it is shipped: nobody has filled it in."""
    empty = dict.fromkeys([*KEYS, "DATABASE_URL", "CACHE_URL"], "")
    done = run(environment | empty, "manage.py", "check")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert [name for name in empty if name not in done.stderr] == []
    assert list(tmp_path.iterdir()) == []


HALF_FILLED = [
    ({"PORTAL_SMS_SENDER": "console"}, "portal.E007"),
    ({"PORTAL_SMS_GATEWAY_URL": "", "PORTAL_EMAIL_URL": ""}, "portal.E008 portal.E010"),
]


@pytest.mark.parametrize("words", [("-c", "import portal.wsgi"), ("manage.py", "work")])
@pytest.mark.parametrize(("changed", "ids"), HALF_FILLED)
def test_neither_web_server_nor_worker_starts_half_configured(environment, words, changed, ids):
    """A line for each fault, and no trace; the database need not be there for it."""
    done = run(environment | changed, *words)
    assert done.returncode == 1
    assert [line.split("Not run: ")[-1].split()[0] for line in done.stderr.splitlines()] == ids.split()


SEND = """
import django
django.setup()
from django.core.mail import send_mail
from portal.accounts import sms
from portal.accounts.sms.texts import Text
for send in (lambda: sms.send("+8613800138000", Text("x", "", "code 123456")), lambda: send_mail("code", "123456", None, ["a@b.cn"])):
    try:
        send()
    except (OSError, sms.UndeliveredError) as fault:
        print("not sent:", type(fault).__name__)
"""


def test_no_code_is_ever_printed_or_left_in_a_file(environment, tmp_path):
    """Whatever the environment says: a command runs where the web server would refuse to."""
    wrong = {"PORTAL_SMS_SENDER": "console", "PORTAL_SMS_GATEWAY_URL": "", "PORTAL_OUTBOX_DIR": str(tmp_path / "out")}
    done = run(environment | wrong | {"PORTAL_EMAIL_URL": "smtp://127.0.0.1:1"}, "-c", SEND)
    assert done.stdout.splitlines() == ["not sent: UndeliveredError", "not sent: ConnectionRefusedError"]
    assert "123456" not in done.stderr
    assert "138****8000" in done.stderr.replace("+86", "").replace("86138", "138")
    assert not (tmp_path / "out").exists()


CALL = """
import django
django.setup()
from django.core.management import CommandError, call_command
for command in ("acceptance_seed", "demo", "demo_credentials"):
    try:
        call_command(command)
    except CommandError as refusal:
        print(command, refusal)
"""


def test_demo_and_acceptance_have_no_place_in_production(environment):
    said = run(environment, "-c", CALL).stdout.splitlines()
    assert [line.split()[0] for line in said] == ["acceptance_seed", "demo", "demo_credentials"]
    assert ["no place in production" in line for line in said] == [True] * 3


def test_fake_clock_is_not_honoured(environment):
    words = "from portal import clock; print(clock.now().year)"
    assert run(environment | {"PORTAL_FAKE_NOW": "2099-01-01T00:00:00Z"}, "-c", words).stdout != "2099\n"


@pytest.mark.slow
def test_net_01_answers_over_tls(environment, tmp_path):
    made.copy_sqlite(tmp_path / "portal.sqlite3")
    served = environment | {"DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3", "PORTAL_VAR_DIR": str(tmp_path)}
    served |= {"CACHE_URL": "redis://127.0.0.1:6379/9"}
    assert run(served, "manage.py", "collectstatic", "--no-input", "-v0").returncode == 0
    done = run(served, "-W", "ignore", "-c", ASK)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["plain"] == [301, "https://wufei.example.gov.cn/account/login/"]
    status, headers = found["safe"]
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert found["cookies"]["__Host-csrf"] == [True, True, "Lax", "/", ""]
    assert found["stranger"] == 400
