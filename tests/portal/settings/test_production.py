"""NET-01 and NET-03 under the production settings: they refuse to start half configured, and say nothing they should not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KEYS = ("PORTAL_SECRET_KEY", "PORTAL_LEDGER_KEY", "PORTAL_SEAL_KEY", "PORTAL_CERTIFICATE_KEY")
SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
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


@pytest.fixture
def environment(tmp_path):
    return (
        os.environ
        | dict.fromkeys(KEYS, SECRET)
        | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "PORTAL_VAR_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
            "CACHE_URL": "redis://127.0.0.1:6379/9",
            "PORTAL_BASE_URL": "https://wufei.example.gov.cn",
            "PORTAL_ALLOWED_HOSTS": "wufei.example.gov.cn",
            "PORTAL_OUTBOX_DIR": "",
            "PORTAL_FAKE_NOW": "",
        }
    )


def run(environment, *words):
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_deployment_check_has_no_warning(environment):
    done = run(environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", [*KEYS, "DATABASE_URL", "CACHE_URL"])
def test_half_configured_refuses_to_start(environment, name):
    done = run(environment | {name: ""}, "manage.py", "check")
    assert done.returncode == 1
    assert f"{name} must be set" in done.stderr


@pytest.mark.parametrize("command", ["acceptance_seed", "demo", "demo_credentials"])
def test_demo_and_acceptance_have_no_place_in_production(environment, command):
    done = run(environment, "manage.py", command)
    assert done.returncode == 1
    assert "no place in production" in done.stderr


def test_fake_clock_is_not_honoured(environment):
    words = "from portal import clock; print(clock.now().year)"
    assert run(environment | {"PORTAL_FAKE_NOW": "2099-01-01T00:00:00Z"}, "-c", words).stdout != "2099\n"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """An empty database with its tables, made once."""
    path = tmp_path_factory.mktemp("production") / "portal.sqlite3"
    made = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DATABASE_URL": f"sqlite:///{path}"}
    done = run(made | {"PORTAL_VAR_DIR": str(path.parent)}, "manage.py", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.slow
def test_answers_over_tls(environment, migrated):
    served = environment | {"DATABASE_URL": f"sqlite:///{migrated}", "PORTAL_VAR_DIR": str(migrated.parent)}
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
