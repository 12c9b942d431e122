"""The manual in the portal: the page of a role, searched, and as a paper for a training day."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import clock, heavy
from portal.accounts.permissions import has_role, require_role
from portal.accounts.roles import STAFF_ROLES, Role
from portal.home.results.manual import as_paper, roles, sections_of
from portal.papers.documents.pdf import paper_pdf
from portal.text import folded_text

LONGEST = 40


@require_safe
@require_role(*STAFF_ROLES)
def manual_own(request):
    """The page of the first of one's roles; `page` is where the question mark stood."""
    own = next((role for role in roles() if has_role(request.user, role)), None)
    if own is None:
        raise Http404
    answer = redirect("home:manual-role", own.value)
    asked = request.GET.get("page", "")
    holder = next((role for role in roles() if has_role(request.user, role) and asked in _names(role)), None)
    if holder:
        answer = redirect("home:manual-role", holder.value)
        answer["Location"] += f"#{asked.replace(':', '-')}"
    return answer


@require_safe
@require_role(*STAFF_ROLES)
def manual_role(request, role):
    shown, words = _role(role), request.GET.get("words", "")[:LONGEST].strip()
    found = [each for each in sections_of(shown) if not words or each.holds(folded_text(words))]
    context = {"page_title": _("Manual: %(role)s") % {"role": shown.label}, "role": shown, "roles": roles()}
    return render(request, "home/manual.html", context | {"sections": found, "words": words})


@require_safe
@require_role(*STAFF_ROLES)
@heavy.turn()
def manual_paper(request, role):
    response = HttpResponse(paper_pdf(as_paper(_role(role), clock.today())), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="manual-{role}.pdf"'
    return response


def _role(value: str) -> Role:
    found = next((role for role in roles() if role.value == value), None)
    if found is None:
        raise Http404
    return found


def _names(role: Role) -> set[str]:
    return {section.name for section in sections_of(role)}
