"""Settings that hold everywhere; dev, test and production add what differs."""

from portal.directory.district import read_district
from portal.settings.accounts import *  # noqa: F403 - settings modules are namespaces
from portal.settings.cms import *  # noqa: F403
from portal.settings.contacts import contact_uris
from portal.settings.data import caches, database
from portal.settings.env import BASE_DIR, Environment
from portal.settings.logs import logging_settings
from portal.settings.stores import MEDIA_URL, stores  # noqa: F401 - a setting

ENV = Environment()

DEBUG = False
# Whether this portal serves the public: then what is missing stops it (portal.settings.checks).
PORTAL_PRODUCTION = False
LOGGING = logging_settings(ENV)
# Names, words, plan and map of the district that this portal is of.
DISTRICT = read_district(ENV.district)
WAGTAIL_SITE_NAME = DISTRICT.portal
MFA_TOTP_ISSUER = DISTRICT.sign_in
ALLOWED_HOSTS = ENV.allowed_hosts
PORTAL_BASE_URL = ENV.base_url.rstrip("/")
# Links in the messages that Wagtail writes to editors.
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
# Whole public pages kept for a moment (portal.cms.pagecache); tests look at pages that are drawn for them.
PORTAL_SHARED_PAGES = ENV.shared_pages
# Public keys that signed certificates before today's, each with its last day.
PORTAL_CERTIFICATE_FORMER = ENV.certificate_former
# Keys of the ledger and of the seal before today's, each with its last day.
PORTAL_LEDGER_FORMER = ENV.ledger_former
PORTAL_SEAL_FORMER = ENV.seal_former

INSTALLED_APPS = [
    "portal.demo",
    "portal.upkeep",
    "portal.home",
    "portal.board",
    "cells",
    "campaigns",
    "surveys",
    "portal.cms",
    "portal.administration",
    "portal.papers",
    "portal.inbox",
    "portal.evidence",
    "portal.ledger",
    "portal.accounts",
    "portal.accounts.wechat",
    "portal.accounts.oidc",
    "portal.directory",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.administration.apps.SectionEditorsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.upkeep.middleware.count_requests",
    "portal.cms.middleware.requests.request_id",
    "portal.cms.middleware.requests.without_noise",
    "portal.cms.middleware.requests.without_nul",
    "portal.cms.middleware.shared.shared_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.cms.middleware.answers.content_policy",
    "portal.cms.middleware.answers.heavy_work",
    "portal.cms.middleware.answers.refused_steps",
    "portal.cms.middleware.answers.vary_on_modes",
    "portal.cms.attempts.second_attempt",
    "portal.accounts.middleware.KeptSessions",
    "portal.cms.middleware.requests.short_language_header",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.cms.middleware.uploads.WholeUploads",
    "portal.cms.middleware.requests.TypedText",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.accounts.middleware.remember_device",
    "portal.accounts.middleware.session_limits",
    "portal.accounts.middleware.second_factor",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.cms.frame.context_processors.face",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.cms.templatetags.frame",
                "portal.directory.templatetags.district",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(ENV)}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = caches(ENV)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
PASSWORD_RESET_TIMEOUT = 60 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.cms.views.errors.csrf_failure"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
FORMAT_MODULE_PATH = "portal.settings.formats"
LOCALE_PATHS = sorted((BASE_DIR / "locale").glob("*"))
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.cms.bundles.BundleFinder",
]
BUNDLES_ROOT = ENV.var_dir / "bundles"
STATIC_ROOT = ENV.var_dir / "static"
STORAGES = {
    **stores(ENV),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 60  # a whole rubric on one page has a file field an item; empty ones count
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "portal.cms.middleware.uploads.KeepingUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
PORTAL_UPLOAD_LIMIT = ENV.upload_limit_mb * 1024 * 1024
PORTAL_EVIDENCE_QUOTA = ENV.evidence_quota_mb * 1024 * 1024
# Whose turn it is to do heavy work (portal.heavy).
PORTAL_TURNS = ENV.var_dir / "turns"
# What is kept of the ledger outside of the database, and what the nightly backup writes down of itself.
PORTAL_LEDGER_HEADS = ENV.var_dir / "ledger-heads.txt"
PORTAL_BACKUP_MARK = ENV.var_dir / "backup.json"
# Below this the portal says that it is not ready; figures for Prometheus, on this machine alone (0: none).
PORTAL_DISK_LEAST = ENV.disk_least_mb * 1024 * 1024
PORTAL_METRICS_PORT = ENV.metrics_port

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DEFAULT_FROM_EMAIL = ENV.email_from
PORTAL_SMS_SENDER = ENV.sms_sender
PORTAL_SMS_GATEWAY_URL = ENV.sms_gateway_url
PORTAL_SMS_GATEWAY_TOKEN = ENV.sms_gateway_token
PORTAL_SMS_ACCOUNT = ENV.sms_account
PORTAL_SMS_SECRET = ENV.sms_secret
PORTAL_SMS_APP = ENV.sms_app
PORTAL_SMS_SIGN = ENV.sms_sign
PORTAL_SMS_TEMPLATES = ENV.sms_templates

# Made by the demo command: while it is there, every page says that figures and words are made up.
PORTAL_DEMO_MARK = ENV.var_dir / "demo"

# Whom to tell of a hole in the portal; what cannot be one stops the start.
PORTAL_SECURITY_CONTACTS = contact_uris(ENV.security_contact, ENV.footer_phone)

PORTAL_FOOTER = {
    "host": ENV.footer_host,
    "organiser": ENV.footer_organiser,
    "address": ENV.footer_address,
    "phone": ENV.footer_phone,
    "support": ENV.footer_support,
    "icp": ENV.footer_icp,
    "police": ENV.footer_police,
    "police_address": f"https://beian.mps.gov.cn/#/query/webSearch?code={''.join(filter(str.isdigit, ENV.footer_police))}",
    "site_code": ENV.footer_site_code,
}
