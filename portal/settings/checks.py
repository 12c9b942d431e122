"""What a portal that serves the public must have, as system checks: manage.py check --deploy lists them, and the web
server and the worker do not start with an error among them (portal.readiness). docs/configuration.md explains each.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name
from django.template.loader import get_template

from portal.settings.durability import durability_faults
from portal.settings.env import Environment, missing, unknown
from portal.settings.stores import STORE

TAG = "portal"
KEYS = ("secret_key", "ledger_key", "seal_key", "certificate_key")
KEY_LENGTH, KEY_SIGNS = 32, 12
LOCAL = ("localhost", "127.", "[::1]")
PLACEHOLDER = "PASSWORD"
# What each way of sending text messages needs, beside its address.
SMS_NEEDS = {
    "gateway": ("sms_gateway_token",),
    "aliyun": ("sms_account", "sms_secret", "sms_sign"),
    "tencent": ("sms_account", "sms_secret", "sms_app", "sms_sign"),
    "mas": ("sms_account", "sms_secret", "sms_app", "sms_sign"),
}


def error(number: int, words: str, hint: str) -> Error:
    return Error(words, hint=hint, id=f"{TAG}.E{number:03}")


def warning(number: int, words: str, hint: str) -> Warning:
    return Warning(words, hint=hint, id=f"{TAG}.W{number:03}")


@register(TAG, deploy=True)
def production_settings(app_configs=None, **kwargs) -> list[CheckMessage]:
    env = settings.ENV
    return [
        *addresses(env),
        *keys(env),
        *senders(env),
        *identities(env),
        *places(env),
        *footer(env),
    ]


@register(TAG)
def message_texts(app_configs=None, **kwargs) -> list[CheckMessage]:
    return list(valued_texts(_message_tags()))


@register(TAG, deploy=True)
def message_codes(app_configs=None, **kwargs) -> list[CheckMessage]:
    from portal.accounts.sms.texts import kind_of  # noqa: PLC0415 - once templates can be loaded

    return list(approved_texts(settings.ENV, [kind_of(name) for name in _message_tags()]))


def _message_tags() -> dict[str, object]:
    from portal.accounts.sms import texts  # noqa: PLC0415

    return {name: texts.tag_of(get_template(name).template) for name in texts.templates()}


@register(Tags.database)
def durable_database(app_configs=None, databases=None, **kwargs) -> list[CheckMessage]:
    return [error(20, words, "docs/deploy.md says how.") for words in (durability_faults() if databases else ())]


@register(TAG)
def misspelt_variables(app_configs=None, **kwargs) -> list[CheckMessage]:
    return list(misspelt(os.environ))


def addresses(env: Environment) -> Iterator[CheckMessage]:
    """Where the portal is found, and who stands before it."""
    url = urlsplit(env.base_url)
    if url.scheme != "https" or not url.hostname or url.path.strip("/") or url.query:
        yield error(1, "PORTAL_BASE_URL is no plain https address.", "https://name, as people type it.")
    elif url.hostname.startswith(LOCAL):
        yield error(1, "PORTAL_BASE_URL names this machine alone.", "Take the name that the public types.")
    elif not any(
        url.hostname == host or (host[0] == "." and url.hostname.endswith(host)) for host in env.allowed_hosts
    ):
        yield error(2, f"PORTAL_ALLOWED_HOSTS lacks {url.hostname}.", "Add the host of PORTAL_BASE_URL.")
    if "*" in env.allowed_hosts:
        yield error(3, "PORTAL_ALLOWED_HOSTS lets in any name (*).", "Name the hosts that are answered.")
    if env.trusted_proxies < 1:
        yield error(
            4,
            "PORTAL_TRUSTED_PROXIES is 0, so every visitor has the proxy's address and shares one throttle.",
            "1 behind one nginx; one more for each proxy in front of it.",
        )


def keys(env: Environment) -> Iterator[CheckMessage]:
    values = {f"PORTAL_{name.upper()}": getattr(env, name) for name in KEYS}
    for name, value in values.items():
        if len(value) < KEY_LENGTH or len(set(value)) < KEY_SIGNS:
            yield error(5, f"{name} is short or easy to guess.", "openssl rand -base64 48")
    if len(set(values.values())) < len(values):
        yield error(6, "Two of the four keys are the same.", "Make each by itself: openssl rand -base64 48")


def senders(env: Environment) -> Iterator[CheckMessage]:
    """Codes and notices reach people, and nobody else: no console, no file."""
    if env.outbox_dir or env.sms_sender in {"console", "file"}:
        yield error(
            7,
            "Codes and messages would be printed or left in files.",
            "PORTAL_SMS_SENDER: gateway, aliyun, tencent, mas, or none (no sign-in by phone); no PORTAL_OUTBOX_DIR.",
        )
    # Aliyun and Tencent have addresses of their own.
    asks_address = env.sms_sender in {"gateway", "mas"} or (env.sms_sender in SMS_NEEDS and env.sms_gateway_url)
    if asks_address and not env.sms_gateway_url.startswith("https://"):
        yield error(8, "PORTAL_SMS_GATEWAY_URL is no https address.", "Name the gateway, or PORTAL_SMS_SENDER=none.")
    if lacking := missing(env, *SMS_NEEDS.get(env.sms_sender, ())):
        yield error(
            9,
            f"{' '.join(lacking)}: empty, and PORTAL_SMS_SENDER={env.sms_sender} needs it.",
            "docs/configuration.md says what the provider calls it.",
        )
    if not env.email_url:
        yield error(10, "PORTAL_EMAIL_URL is empty: no mail leaves.", "smtp+tls://user:password@host:587")
    if "@" not in env.email_from.strip("@") or env.email_from.endswith("@localhost"):
        yield error(11, "PORTAL_EMAIL_FROM is no sender that others accept.", "An address of your own domain.")


def approved_texts(env: Environment, kinds: Collection[str]) -> Iterator[CheckMessage]:
    """Every text that may be sent has the provider's code. 云MAS also takes words, where no code is given at all."""
    if env.sms_sender not in {"aliyun", "tencent"} and not (env.sms_sender == "mas" and env.sms_templates):
        return
    if lacking := sorted(set(kinds) - set(env.sms_templates)):
        yield error(
            16,
            f"PORTAL_SMS_TEMPLATES has no code for: {', '.join(lacking)}.",
            "portal sms_templates prints the texts that the provider has to approve.",
        )
    if strange := sorted(set(env.sms_templates) - set(kinds)):
        yield warning(4, f"PORTAL_SMS_TEMPLATES names no message: {', '.join(strange)}.", "A slip of the pen?")


def valued_texts(tags: Mapping[str, object]) -> Iterator[CheckMessage]:
    """A fault of ours: a text that does not say which values a provider's own template takes."""
    if without := sorted(name for name, tag in tags.items() if tag is None):
        yield error(17, f"{', '.join(without)}: no {{% texted %}}.", "Name the values in their order: texting.py.")


def identities(env: Environment) -> Iterator[CheckMessage]:
    """Who else may say who somebody is."""
    for way in ("STAFF", "UNITS"):
        issuer = getattr(env, f"oidc_{way.lower()}_issuer")
        if issuer and not issuer.startswith("https://"):
            yield error(18, f"PORTAL_OIDC_{way}_ISSUER is no https address.", "The issuer as its own documents say it.")
        lacking = missing(env, f"oidc_{way.lower()}_client", f"oidc_{way.lower()}_secret")
        if issuer and lacking:
            yield error(19, f"{' '.join(lacking)}: empty.", "What the identity service gave this portal.")


def places(env: Environment) -> Iterator[CheckMessage]:
    """Where things are kept, and what time it is."""
    if STORE in env.files and not env.store_url.startswith("https://"):
        yield warning(5, "PORTAL_STORE_URL is no https address.", "Files would go over the wire as they are.")
    folders = (env.var_dir, *(env.var_dir / name for name in ("media", "evidence") if (env.var_dir / name).exists()))
    for folder in folders:
        if not os.access(folder, os.W_OK | os.X_OK):
            yield error(12, f"{folder} is missing or cannot be written.", f"install -d -o USER -m 750 {folder}")
    if not env.cache_url.startswith(("redis://", "rediss://", "unix://")):
        yield error(13, "CACHE_URL is no address of a Redis (Valkey).", "redis://127.0.0.1:6379/0")
    if env.fake_now:
        yield error(14, "PORTAL_FAKE_NOW is set: that clock is for tests.", "Take the line out.")
    if f":{PLACEHOLDER}@" in env.database_url:
        yield error(15, "DATABASE_URL still has the password of the example.", "Write the real one in its place.")
    if not env.database_url.startswith("postgres"):
        yield warning(1, "The database is SQLite: one process only.", "DATABASE_URL=postgres://... for more.")


def footer(env: Environment) -> Iterator[CheckMessage]:
    names = ("host", "organiser", "address", "phone", "support", "icp", "police", "site_code")
    empty = [f"PORTAL_FOOTER_{name.upper()}" for name in names if not getattr(env, f"footer_{name}")]
    if empty:
        yield warning(2, f"The foot of every page says 待填 or lacks: {', '.join(empty)}.", "Fill them in.")


def misspelt(environment: Mapping[str, str]) -> Iterator[CheckMessage]:
    for name in unknown(environment):
        yield warning(3, f"{name} is read by nobody.", "A slip of the pen? docs/configuration.md has the names.")
