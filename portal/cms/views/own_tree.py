"""Doors of Wagtail's that look past the page tree of a person; here each shows what that person's explorer shows.

They stand before Wagtail's own in portal/urls.py. tests/portal/cms/views/test_own_tree.py asks every address of the CMS as
the editor of one part of the site: a door that is missing here shows itself there.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.admin.views.bulk_action import index
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

SEEN = ("add", "change", "delete", "choose")


def own_pages(user):
    return policy_registry.get_by_type(Page).explorable_instances(user)


def own_images(user):
    return policy_registry.get_by_type(get_image_model()).instances_user_has_any_permission_for(user, SEEN)


def own_documents(user):
    return policy_registry.get_by_type(get_document_model()).instances_user_has_any_permission_for(user, SEEN)


def sees_all_pages(user) -> bool:
    root = policy_registry.get_by_type(Page).explorable_root_instance(user)
    return root is not None and root.depth == 1


def of_own_tree(view):
    """Every page that the address names is in the tree of the person, or is not there at all."""

    @require_admin_access
    @wraps(view)
    def guarded(request, **named):
        if own_pages(request.user).filter(pk__in=named.values()).count() != len(set(named.values())):
            raise Http404
        return view(request, **named)

    return guarded


@require_admin_access
def chooser_start(request):
    """Where the tree of the person begins; Wagtail would begin at the root of all, or at all pages of a kind."""
    root = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
    begins = {} if root is None or root.depth == 1 else {"parent_page_id": root.pk}
    return chooser.BrowseView.as_view()(request, **begins)


@require_admin_access
def chosen_pages(request):
    _keep_own(request, own_pages(request.user).exclude(depth=1))
    return chooser.ChosenMultipleView.as_view()(request)


@require_admin_access
def bulk_action(request, app_label, model_name, action):
    """Of what a person may not change Wagtail would say the title."""
    seen = {"page": own_pages, "portalimage": own_images, "document": own_documents}
    if model_name in seen:
        _keep_own(request, seen[model_name](request.user))
    return index(request, app_label, model_name, action)


def _keep_own(request, own) -> None:
    """Of those that are named, and of "all", which Wagtail takes for all that there are."""
    asked = request.GET.getlist("id")
    below = request.GET.get("childOf", "")
    if "all" in asked and below.isdecimal() and not own_pages(request.user).filter(pk=below).exists():
        raise Http404
    if "all" in asked and not below and not sees_all_pages(request.user):
        asked = list(map(str, own.values_list("pk", flat=True)))
    known = own.filter(pk__in=[key for key in asked if key.isdecimal()]).values_list("pk", flat=True)
    request.GET = request.GET.copy()
    request.GET.setlist("id", [*(key for key in asked if key == "all"), *map(str, known)])


@require_admin_access
def page_types(request, **shown):
    """The report names the page of each kind that was changed last, whosever it is."""
    if not sees_all_pages(request.user):
        raise PermissionDenied
    return PageTypesUsageReportView.as_view(**shown)(request)


page_chooser = of_own_tree(chooser.BrowseView.as_view())
page_move = of_own_tree(page_viewset_registry.as_view("move_confirm", page_id_kwarg="page_to_move_id"))


class OwnImages(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return super().get_queryset() & own_images(self.request.user)


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        return super().get_queryset() & own_documents(self.request.user)
