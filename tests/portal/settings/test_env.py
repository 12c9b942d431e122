"""Each variable by one rule: itself or its file, read as its kind, or refused in words."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.env import Environment, defaults, missing, unknown

PLAIN = {"PORTAL_VAR_DIR", "PORTAL_ALLOWED_HOSTS"}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in defaults():
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


@pytest.mark.parametrize("name", defaults())
def test_every_variable_may_come_from_a_file(name, monkeypatch, tmp_path):
    """Whatever a default may say as text, its file says too; a line break at its end is none of it."""
    (tmp_path / "secret").write_text(f"{defaults()[name]}\n")
    monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secret"))
    assert Environment() == Environment()
    monkeypatch.setenv(name, "also here")
    with pytest.raises(ImproperlyConfigured, match=f"{name} and {name}_FILE are both set"):
        Environment()


def test_a_file_gives_the_value(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("PORTAL_SEAL_KEY_FILE", str(tmp_path / "secret"))
    assert Environment().seal_key == "from a file"


def test_a_file_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("DATABASE_URL_FILE", "/nowhere/secret")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL_FILE names /nowhere/secret, which cannot be read"):
        Environment()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORTAL_TRUSTED_PROXIES", "x", "must be a whole number from 0 to 10"),
        ("PORTAL_TRUSTED_PROXIES", "-1", "must be a whole number"),
        ("PORTAL_TRUSTED_PROXIES", "11", "from 0 to 10"),
        ("PORTAL_UPLOAD_LIMIT_MB", "20MB", "must be a whole number"),
        ("PORTAL_UPLOAD_LIMIT_MB", "２０", "must be a whole number"),
        ("PORTAL_SHARED_PAGES", "ja", "must be 1 or 0"),
        ("PORTAL_SMS_SENDER", "pigeon", "must be one of: console, file, gateway, aliyun"),
        ("PORTAL_LOG_LEVEL", "loud", "must be one of: WARNING"),
        ("PORTAL_FAKE_NOW", "tomorrow", "must be an instant such as"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_in_words(name, value, words, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        Environment()
    assert f'{name} is "{value}", but' in str(refused.value)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("PORTAL_SHARED_PAGES", "Off", "shared_pages", False),
        ("PORTAL_SHARED_PAGES", "", "shared_pages", True),
        ("PORTAL_ALLOWED_HOSTS", "a.cn, b.cn", "allowed_hosts", ["a.cn", "b.cn"]),
        ("PORTAL_SMS_DAILY_BUDGET", "", "sms_daily_budget", 3000),
        ("PORTAL_SMS_SENDER", "", "sms_sender", "console"),
    ],
)
def test_values_are_read_as_their_kind(name, value, field, read, monkeypatch):
    monkeypatch.setenv(name, value)
    assert getattr(Environment(), field) == read


def test_what_is_empty_is_missing_by_its_variable():
    assert missing(Environment(), "cache_url", "base_url", "seal_key") == ["PORTAL_SEAL_KEY", "CACHE_URL"]


def test_slips_of_the_pen_are_found():
    names = [
        "PORTAL_SMS_GATEWAY",
        "PORTAL_SEAL_KEY_FILE",
        "PORTAL_SEAL_KEY",
        "PORTAL_BACKUP_DIR",
        "HOME",
        "PORTAL_X_FILE",
    ]
    assert unknown(names) == ["PORTAL_SMS_GATEWAY", "PORTAL_X_FILE"]
