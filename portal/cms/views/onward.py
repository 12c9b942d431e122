"""Where a public page goes beside the portal: to WeChat by the clipboard, to the notice board on paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from portal import heavy
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.cms.exports.article import article_of
from portal.cms.exports.sheet import notice_sheet
from portal.cms.views.own_tree import own_pages

AUTHORS = (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR, Role.SECTION_EDITOR)


@require_safe
@require_role(*AUTHORS)
@require_admin_access
def page_onward(request, pk):
    page = _page(request, pk)
    context = {"page_title": _("Take it further"), "page": page, "article": article_of(page) if page.live else None}
    return render(request, "cms/page_onward.html", context)


@xframe_options_sameorigin
@require_safe
@require_role(*AUTHORS)
@require_admin_access
def page_article(request, pk):
    """The article alone, under the editor's content policy: only there may a tag carry its own style."""
    return render(request, "cms/page_article.html", {"article": article_of(_public(request, pk))})


@require_safe
@require_role(*AUTHORS)
@require_admin_access
@heavy.turn()
def page_sheet(request, pk):
    page = _public(request, pk)
    response = HttpResponse(notice_sheet(page), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="notice-{page.pk}.pdf"'
    return response


def _page(request, pk):
    return get_object_or_404(own_pages(request.user).filter(depth__gt=1), pk=pk).specific


def _public(request, pk) -> Page:
    """What a second person has not seen leaves by no way."""
    page = _page(request, pk)
    if not page.live:
        raise Http404
    return page
