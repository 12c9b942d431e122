"""Nothing is public before a second person has seen it; why a finding was left standing is kept."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from portal import clock
from portal.accounts.models import User
from portal.cms.forms.rich_text import DocumentLinks, PageLinks, Pictures
from portal.cms.queries import is_linked_in_public
from portal.cms.views.own_tree import OwnDocuments, OwnImages, own_pages, sees_all_pages
from portal.ledger.operations import record


def _refused(request, *place):
    messages.warning(request, _("Kept as a draft. Submit it, so that a second person looks at it and publishes it."))
    return redirect(*place)


@hooks.register("construct_page_action_menu")
def submit_comes_first(menu_items, request, context):
    """The button that publishes at once goes; the one that asks the second person leads."""
    menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
    menu_items.sort(key=lambda item: item.name != "action-submit")


@hooks.register("before_publish_page")
def nobody_publishes_alone(request, page):
    return _refused(request, "wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def nobody_publishes_by_the_dozen(request, action_type, objects, action_class_instance):
    if action_type == "publish" and request.method == "POST":
        return _refused(request, "wagtailadmin_explore_root")
    if action_class_instance.model is User:
        # Wagtail's "assign role" gives any group to anybody, also to who assigns it.
        raise PermissionDenied
    return None


@hooks.register("construct_page_chooser_queryset")
def no_page_of_others(pages, request):
    return pages & own_pages(request.user)


@hooks.register("construct_admin_api", order=1)
def no_file_of_others(router):
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)


@hooks.register("construct_reports_menu")
def no_report_on_others(request, menu_items):
    if not sees_all_pages(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


@hooks.register("construct_help_menu")
def no_help_from_elsewhere(request, menu_items):
    """Wagtail's own guides are in English and lie outside; ours is the manual."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(("whats-new", "editor-guide"))]


@hooks.register("before_serve_document")
def a_file_is_public_with_its_page(document, request):
    """What only drafts link to is there for those who edit."""
    if not (is_linked_in_public(document) or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404


@hooks.register("register_rich_text_features", order=20)  # after Wagtail's own
def forged_keys_are_left_out(features):
    features.register_link_type(PageLinks)
    features.register_link_type(DocumentLinks)
    features.register_embed_type(Pictures)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def keep_the_reason(request, page):
    reason, codes = getattr(page, "overridden", ("", []))
    if reason:
        subject = f"page:{page.pk}"
        after = {"findings": codes}
        record(actor=request.user, now=clock.now(), action="page.override", subject=subject, after=after, reason=reason)
