"""Nothing is public before a second person has seen it; why a finding was left standing is kept."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from portal import clock
from portal.cms.queries import is_linked_in_public
from portal.cms.rich_text import DocumentLinks, PageLinks, Pictures
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
    return None


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
