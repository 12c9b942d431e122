"""The words of the scripts of Wagtail's screens, with those that its own catalogue leaves in English."""

from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin", "portal.cms"])


def script_words(request):
    return get_localized_response(_catalogue, request)
