"""Every environment variable that the portal reads, once, with its type and default.

Each may instead be named NAME_FILE and hold the path of a file with the value, as services that keep secrets hand
them over. An empty value is the same as none. A value that cannot be read is refused in words.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
DISTRICTS = BASE_DIR / "portal" / "directory" / "districts"
# The one that comes with the portal; others may lie beside it.
SHIPPED_DISTRICT = DISTRICTS / (DISTRICTS / "default").read_text(encoding="utf-8").strip()
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
# Read by scripts and by the suite, not by the portal.
ELSEWHERE = {
    "PORTAL_BACKUP_COPY",
    "PORTAL_BACKUP_DIR",
    "PORTAL_BACKUP_RECIPIENT",
    "PORTAL_CHROMIUM",
    "PORTAL_TEST_PART",
    "PORTAL_TEST_POSTGRESQL",
    "PORTAL_TEST_REDIS",
}


def given(name: str) -> str:
    """The value of NAME, or what stands in the file that NAME_FILE names; "" when there is neither."""
    value, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if not path:
        return value.strip()
    if value:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: keep one of them.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {fault}") from None


def variable(name: str, default: str, read: Callable[[str], Any]) -> Any:
    def value() -> Any:
        text = given(name) or default
        try:
            return read(text)
        except ValueError as fault:
            raise ImproperlyConfigured(f'{name} is "{text}", but {fault} (docs/configuration.md).') from None

    return field(default_factory=value, metadata={"name": name, "default": default})


def text(name: str, default: str = "") -> Any:
    return variable(name, default, str)


def folder(name: str, default: Path) -> Any:
    return variable(name, str(default), Path)


def words(name: str, default: str = "") -> Any:
    return variable(name, default, lambda value: value.replace(",", " ").split())


def pairs(name: str) -> Any:
    """name=value, divided by blanks, commas or lines."""

    def read(value: str) -> dict[str, str]:
        found = [word.partition("=") for word in value.replace(",", " ").split()]
        if wrong := [name for name, _, code in found if not (name and code)]:
            raise ValueError(f"must be name=code, name=code, ...; {wrong[0]} has none")
        return {name: code for name, _, code in found}

    return variable(name, "", read)


def days(name: str) -> Any:
    """name=YYYY-MM-DD, divided by blanks, commas or lines."""

    def read(value: str) -> dict[str, str]:
        found = [word.rpartition("=") for word in value.replace(",", " ").split()]
        for key, _, day in found:
            if not key or date.fromisoformat(day).isoformat() != day:
                raise ValueError("must be name=YYYY-MM-DD, name=YYYY-MM-DD, ...")
        return {name: day for name, _, day in found}

    return variable(name, "", read)


def number(name: str, default: int, *, most: int = 1_000_000_000) -> Any:
    def read(value: str) -> int:
        if not (value.isascii() and value.isdigit() and int(value) <= most):
            raise ValueError(f"must be a whole number from 0 to {most}")
        return int(value)

    return variable(name, str(default), read)


def flag(name: str, *, default: bool = False) -> Any:
    def read(value: str) -> bool:
        if value.lower() not in YES | NO:
            raise ValueError("must be 1 or 0")
        return value.lower() in YES

    return variable(name, str(int(default)), read)


def instant(name: str) -> Any:
    def read(value: str) -> str:
        try:
            datetime.fromisoformat(value or "2000-01-01")
        except ValueError:
            raise ValueError("must be an instant such as 2026-11-24T09:00:00+08:00") from None
        return value

    return variable(name, "", read)


def choice(name: str, *options: str) -> Any:
    """One of the options; the first is the default."""

    def read(value: str) -> str:
        if value not in options:
            raise ValueError(f"must be one of: {', '.join(options)}")
        return value

    return variable(name, options[0], read)


@dataclass(frozen=True)
class Environment:
    """The process environment as typed values; docs/configuration.md explains each."""

    var_dir: Path = folder("PORTAL_VAR_DIR", BASE_DIR / "var")  # noqa: RUF009 - it makes a field
    district: Path = folder("PORTAL_DISTRICT", SHIPPED_DISTRICT)  # noqa: RUF009
    secret_key: str = text("PORTAL_SECRET_KEY")
    # One key each for the ledger's chain, sealed personal fields and certificates, so that each can be
    # kept, rotated and escrowed apart. Empty: made once and kept in PORTAL_VAR_DIR (not in production).
    ledger_key: str = text("PORTAL_LEDGER_KEY")
    ledger_former: dict[str, str] = days("PORTAL_LEDGER_FORMER")  # noqa: RUF009
    seal_key: str = text("PORTAL_SEAL_KEY")
    seal_former: dict[str, str] = days("PORTAL_SEAL_FORMER")  # noqa: RUF009
    certificate_key: str = text("PORTAL_CERTIFICATE_KEY")
    certificate_former: dict[str, str] = days("PORTAL_CERTIFICATE_FORMER")  # noqa: RUF009
    base_url: str = text("PORTAL_BASE_URL", "http://localhost:8000")
    allowed_hosts: list[str] = words("PORTAL_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")  # noqa: RUF009
    trusted_proxies: int = number("PORTAL_TRUSTED_PROXIES", 0, most=10)
    database_url: str = text("DATABASE_URL")
    statement_timeout_ms: int = number("PORTAL_STATEMENT_TIMEOUT_MS", 4000)
    lock_timeout_ms: int = number("PORTAL_LOCK_TIMEOUT_MS", 3000)
    allow_newer_database: bool = flag("PORTAL_ALLOW_NEWER_DATABASE")
    cache_url: str = text("CACHE_URL")
    files: list[str] = words("PORTAL_FILES", "folder")  # noqa: RUF009
    store_url: str = text("PORTAL_STORE_URL")
    store_region: str = text("PORTAL_STORE_REGION", "us-east-1")
    store_key_id: str = text("PORTAL_STORE_KEY_ID")
    store_secret: str = text("PORTAL_STORE_SECRET")
    shared_pages: bool = flag("PORTAL_SHARED_PAGES", default=True)
    log_format: str = choice("PORTAL_LOG_FORMAT", "line", "json")
    log_level: str = choice("PORTAL_LOG_LEVEL", "WARNING", "DEBUG", "INFO", "ERROR", "CRITICAL")
    dengbao_profile: int = number("DENGBAO_PROFILE", 0, most=3)
    sms_sender: str = choice("PORTAL_SMS_SENDER", "console", "file", "gateway", "aliyun", "tencent", "mas", "none")
    sms_gateway_url: str = text("PORTAL_SMS_GATEWAY_URL")
    sms_gateway_token: str = text("PORTAL_SMS_GATEWAY_TOKEN")
    sms_account: str = text("PORTAL_SMS_ACCOUNT")
    sms_secret: str = text("PORTAL_SMS_SECRET")
    sms_app: str = text("PORTAL_SMS_APP")
    sms_sign: str = text("PORTAL_SMS_SIGN")
    sms_templates: dict[str, str] = pairs("PORTAL_SMS_TEMPLATES")  # noqa: RUF009
    sms_daily_budget: int = number("PORTAL_SMS_DAILY_BUDGET", 3000)
    email_url: str = text("PORTAL_EMAIL_URL")
    email_from: str = text("PORTAL_EMAIL_FROM", "noreply@localhost")
    outbox_dir: str = text("PORTAL_OUTBOX_DIR")
    wechat_app_id: str = text("PORTAL_WECHAT_APP_ID")
    wechat_secret: str = text("PORTAL_WECHAT_SECRET")
    wechat_inside_app_id: str = text("PORTAL_WECHAT_INSIDE_APP_ID")
    wechat_inside_secret: str = text("PORTAL_WECHAT_INSIDE_SECRET")
    wechat_verify: list[str] = words("PORTAL_WECHAT_VERIFY")  # noqa: RUF009
    oidc_staff_issuer: str = text("PORTAL_OIDC_STAFF_ISSUER")
    oidc_staff_client: str = text("PORTAL_OIDC_STAFF_CLIENT")
    oidc_staff_secret: str = text("PORTAL_OIDC_STAFF_SECRET")
    oidc_staff_name: str = text("PORTAL_OIDC_STAFF_NAME", "统一身份认证")
    oidc_second_steps: list[str] = words("PORTAL_OIDC_SECOND_STEPS")  # noqa: RUF009
    oidc_units_issuer: str = text("PORTAL_OIDC_UNITS_ISSUER")
    oidc_units_client: str = text("PORTAL_OIDC_UNITS_CLIENT")
    oidc_units_secret: str = text("PORTAL_OIDC_UNITS_SECRET")
    oidc_units_name: str = text("PORTAL_OIDC_UNITS_NAME", "法人登录")
    evidence_quota_mb: int = number("PORTAL_EVIDENCE_QUOTA_MB", 300)
    upload_limit_mb: int = number("PORTAL_UPLOAD_LIMIT_MB", 20)
    disk_least_mb: int = number("PORTAL_DISK_LEAST_MB", 1024)
    metrics_port: int = number("PORTAL_METRICS_PORT", 0, most=65535)
    footer_host: str = text("PORTAL_FOOTER_HOST")
    footer_organiser: str = text("PORTAL_FOOTER_ORGANISER")
    footer_address: str = text("PORTAL_FOOTER_ADDRESS")
    footer_phone: str = text("PORTAL_FOOTER_PHONE")
    footer_support: str = text("PORTAL_FOOTER_SUPPORT")
    footer_icp: str = text("PORTAL_FOOTER_ICP")
    footer_police: str = text("PORTAL_FOOTER_POLICE")
    footer_site_code: str = text("PORTAL_FOOTER_SITE_CODE")
    security_contact: list[str] = words("PORTAL_SECURITY_CONTACT")  # noqa: RUF009
    # Read again by portal.clock, which knows of no settings.
    fake_now: str = instant("PORTAL_FAKE_NOW")


def defaults() -> dict[str, str]:
    """Each variable's name and default, as text."""
    return {item.metadata["name"]: item.metadata["default"] for item in fields(Environment)}


def missing(env: Environment, *names: str) -> list[str]:
    """The variables of those fields that are empty."""
    return [item.metadata["name"] for item in fields(env) if item.name in names and not getattr(env, item.name)]


def unknown(names: Iterable[str]) -> list[str]:
    """Those of the names that look like ours and are read by nobody: slips of the pen."""
    known = {*defaults(), *(f"{name}_FILE" for name in defaults()), *ELSEWHERE}
    return sorted(name for name in names if name.startswith("PORTAL_") and name not in known)
