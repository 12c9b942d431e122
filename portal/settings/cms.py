"""Wagtail: its site, its admin and what it must not do."""

WAGTAIL_I18N_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "cms.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.cms.forms.files.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.cms.forms.files.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "mp4", "vtt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.cms.search"}}
WAGTAIL_USAGE_COUNT_ENABLED = True
# Nothing is fetched from, or told to, the outside.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS = []
# One door: the admin signs in through allauth and never asks for a password itself.
# Ours (portal.accounts.views): it knows who only lacks the right.
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
# Who may see a page or a file is a matter of roles: no password is shared.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
# The district has one time and one clock.
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = None
WAGTAILUSERS_PASSWORD_ENABLED = False
PORTAL_CMS_PATH = "/cms/"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "portal.cms.forms.rich_text.Editor",
        "OPTIONS": {"features": ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]},
    }
}
# Documents are downloaded, never shown inside our own origin; films and captions go their own way (portal.cms.views.films).
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []

# Off: a save by itself that is under way when an editor presses "submit" swallows the press (seen with Wagtail 8.0).
WAGTAIL_AUTOSAVE_INTERVAL = 0
