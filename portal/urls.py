"""Which address leads to which room; includes only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from portal.accounts.views import one_door
from portal.cms.views.films import document_file
from portal.cms.views.media import picture
from portal.manifests import declared

handler400 = "portal.cms.views.errors.bad_request"
handler403 = "portal.cms.views.errors.permission_denied"
handler404 = "portal.home.views.errors.not_found"
handler500 = "portal.cms.views.errors.server_error"

urlpatterns = [
    # Every other door that takes a password leads to the one door, in every language (tests/portal/test_urls.py).
    re_path(r"^(?:cms/login|django-admin(?:/login)?)/$", one_door),
    re_path(r"^(?:cms/password_reset|documents/authenticate_with_password)/.*$", one_door),
    path("", include("portal.upkeep.root_urls")),
    path("", include("portal.home.root_urls")),
    path("", include("portal.accounts.root_urls")),
    path("cms/", include("portal.cms.admin_urls")),
    path("cms/", include(admin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", document_file),
    path("documents/", include(document_urls)),
    path("media/<path:path>", picture, name="media"),
]

urlpatterns += i18n_patterns(
    path("account/signup/", one_door, name="account_signup"),
    # Of `account/` and `account/staff/` the longer is asked first.
    *(path(start, include(module)) for start, module in sorted(declared("urls"), key=lambda url: -len(url[0]))),
    # Wagtail's own list would bring a door of its own along: it reads these two by name, and only pages are its.
    path("_util/login/", one_door, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<str:page_view_restriction_id>/<str:page_id>/",
        one_door,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(serve_pattern, serve, name="wagtail_serve"),
    prefix_default_language=False,
)
