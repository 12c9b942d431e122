"""A page that waits for the second person, on one page: what changed, and the one press that decides."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import require_admin_access

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.cms import operations
from portal.cms.forms.second_person import SendBackForm
from portal.cms.queries import differences, is_first_person, pages_waiting
from portal.cms.views.own_tree import own_pages


@require_safe
@require_role(Role.DISTRICT_ADMINISTRATOR)
@require_admin_access
def page_waiting(request):
    """All pages that wait, the longest waiting first."""
    context = {"page_title": _("Pages to approve"), "states": pages_waiting()}
    return render(request, "cms/page_waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.DISTRICT_ADMINISTRATOR)
@require_admin_access
def page_decide(request, pk):
    page = get_object_or_404(own_pages(request.user).filter(depth__gt=1), pk=pk).specific
    form = SendBackForm(request.POST if "decline" in request.POST else None)
    if "approve" in request.POST or form.is_valid():
        _decide(request, page, form)
        return redirect("cms-page-waiting")
    return render(request, "cms/page_decide.html", _context(request, page, form), status=422 if form.errors else 200)


def _decide(request, page, form) -> None:
    operations.decide_page(
        actor=request.user,
        page=page,
        revision=request.POST.get("revision", ""),
        words=form.cleaned_data["words"] if form.is_bound else "",
        approves=not form.is_bound,
    )


def _context(request, page, form) -> dict:
    state = page.current_workflow_task_state
    return {
        "page_title": _("Approve a page"),
        "page": page,
        "form": form,
        "state": state,
        "differences": differences(page, request),
        "can_decide": state is not None and not is_first_person(page, request.user),
    }
