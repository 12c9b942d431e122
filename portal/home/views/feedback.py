"""A message to the people who run the portal, its receipt and its answer."""

from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal import clock
from portal.accounts.limits import is_taken, limited
from portal.accounts.permissions import has_role, require_role
from portal.accounts.roles import Role
from portal.cms.attempts import repeatable
from portal.cms.frame.navigation import links
from portal.cms.views.strangers import for_strangers
from portal.home.forms import FeedbackAnswerForm, FeedbackForm, FeedbackLookupForm
from portal.home.models import Feedback
from portal.home.models.feedback import About
from portal.home.operations import answer_feedback, leave_feedback
from portal.home.operations.feedback import ANSWERERS, can_answer


@repeatable
@for_strangers
@require_http_methods(["GET", "POST"])
def feedback_leave(request):
    form = FeedbackForm(
        request.POST or None, initial={"page": _page_before(request), "about": request.GET.get("about")}
    )
    if request.method == "POST" and is_taken(request, form, "feedback"):
        feedback = leave_feedback(now=clock.now(), **form.cleaned_data)
        return redirect("home:feedback-show", feedback.reference)
    lookup = FeedbackLookupForm(request.GET if "reference" in request.GET else None)
    if lookup.is_valid():
        return redirect("home:feedback-show", lookup.cleaned_data["reference"])
    context = {"page_title": _("Tell us"), "form": form, "lookup": lookup}
    return render(request, "home/feedback_leave.html", context, status=400 if form.errors else 200)


def _page_before(request) -> str:
    """The page that the visitor came from, if it is one of ours."""
    before = urlsplit(request.headers.get("referer", ""))
    return before.path[:300] if before.netloc == request.get_host() else ""


@require_GET
@limited("look_up")
def feedback_show(request, reference):
    feedback = get_object_or_404(Feedback, reference=reference)
    context = {"page_title": _("Your message"), "feedback": feedback}
    response = render(request, "home/feedback_show.html", context)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_role(*ANSWERERS)
@require_GET
def feedback_list(request):
    rows = Feedback.objects.order_by("answered_at", "received_at")
    if not has_role(request.user, Role.DISTRICT_ADMINISTRATOR):
        rows = rows.filter(about=About.MESSAGE)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "home/feedback_list.html", {"page_title": _("Messages from visitors"), "page_of": page})


@require_role(*ANSWERERS)
@require_http_methods(["GET", "POST"])
def feedback_answer(request, reference):
    feedback = get_object_or_404(Feedback, reference=reference)
    if not can_answer(request.user, feedback):
        raise Http404
    form = FeedbackAnswerForm(request.POST or None, initial={"answer": feedback.answer})
    if request.method == "POST" and form.is_valid():
        answer_feedback(actor=request.user, now=clock.now(), feedback=feedback, answer=form.cleaned_data["answer"])
        return redirect("home:feedback-list")
    lookups = links("lookups", request, request.user)
    context = {"page_title": _("Answer a message"), "feedback": feedback, "form": form, "lookups": lookups}
    return render(request, "home/feedback_answer.html", context)
