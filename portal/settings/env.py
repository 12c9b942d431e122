"""Every environment variable that the portal reads, once, with its type and default."""

import os
from dataclasses import dataclass, field
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    return int(os.environ.get(name, default))


def flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in TRUE


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


@dataclass(frozen=True)
class Environment:
    """The process environment as typed values; docs/configuration.md explains each."""

    var_dir: Path = field(default_factory=lambda: Path(text("PORTAL_VAR_DIR", str(BASE_DIR / "var"))))
    secret_key: str = field(default_factory=lambda: text("PORTAL_SECRET_KEY"))
    # One key each for the ledger's chain, sealed personal fields and certificates, so that each can be
    # kept, rotated and escrowed apart. Empty: made once and kept in PORTAL_VAR_DIR (not in production).
    ledger_key: str = field(default_factory=lambda: text("PORTAL_LEDGER_KEY"))
    seal_key: str = field(default_factory=lambda: text("PORTAL_SEAL_KEY"))
    certificate_key: str = field(default_factory=lambda: text("PORTAL_CERTIFICATE_KEY"))
    base_url: str = field(default_factory=lambda: text("PORTAL_BASE_URL", "http://localhost:8000"))
    allowed_hosts: list[str] = field(default_factory=lambda: words("PORTAL_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]"))
    database_url: str = field(default_factory=lambda: text("DATABASE_URL"))
    cache_url: str = field(default_factory=lambda: text("CACHE_URL"))
    shared_pages: bool = field(default_factory=lambda: flag("PORTAL_SHARED_PAGES", default=True))
    outbox_dir: str = field(default_factory=lambda: text("PORTAL_OUTBOX_DIR"))
    trusted_proxies: int = field(default_factory=lambda: number("PORTAL_TRUSTED_PROXIES", 0))
    dengbao_profile: int = field(default_factory=lambda: number("DENGBAO_PROFILE", 0))
    sms_sender: str = field(default_factory=lambda: text("PORTAL_SMS_SENDER", "console"))
    sms_gateway_url: str = field(default_factory=lambda: text("PORTAL_SMS_GATEWAY_URL"))
    sms_gateway_token: str = field(default_factory=lambda: text("PORTAL_SMS_GATEWAY_TOKEN"))
    sms_daily_budget: int = field(default_factory=lambda: number("PORTAL_SMS_DAILY_BUDGET", 3000))
    email_url: str = field(default_factory=lambda: text("PORTAL_EMAIL_URL"))
    email_from: str = field(default_factory=lambda: text("PORTAL_EMAIL_FROM", "noreply@localhost"))
    wechat_app_id: str = field(default_factory=lambda: text("PORTAL_WECHAT_APP_ID"))
    wechat_secret: str = field(default_factory=lambda: text("PORTAL_WECHAT_SECRET"))
    wechat_inside_app_id: str = field(default_factory=lambda: text("PORTAL_WECHAT_INSIDE_APP_ID"))
    wechat_inside_secret: str = field(default_factory=lambda: text("PORTAL_WECHAT_INSIDE_SECRET"))
    evidence_quota_mb: int = field(default_factory=lambda: number("PORTAL_EVIDENCE_QUOTA_MB", 300))
    upload_limit_mb: int = field(default_factory=lambda: number("PORTAL_UPLOAD_LIMIT_MB", 20))
    disk_least_mb: int = field(default_factory=lambda: number("PORTAL_DISK_LEAST_MB", 1024))
    metrics_port: int = field(default_factory=lambda: int(text("PORTAL_METRICS_PORT") or 0))
    footer_host: str = field(default_factory=lambda: text("PORTAL_FOOTER_HOST"))
    footer_organiser: str = field(default_factory=lambda: text("PORTAL_FOOTER_ORGANISER"))
    footer_address: str = field(default_factory=lambda: text("PORTAL_FOOTER_ADDRESS"))
    footer_phone: str = field(default_factory=lambda: text("PORTAL_FOOTER_PHONE"))
    footer_support: str = field(default_factory=lambda: text("PORTAL_FOOTER_SUPPORT"))
    footer_icp: str = field(default_factory=lambda: text("PORTAL_FOOTER_ICP"))
    footer_police: str = field(default_factory=lambda: text("PORTAL_FOOTER_POLICE"))
    footer_site_code: str = field(default_factory=lambda: text("PORTAL_FOOTER_SITE_CODE"))
