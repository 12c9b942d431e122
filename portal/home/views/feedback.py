"""A message to the people who run the portal, its receipt and its answer."""

from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal import clock
from portal.accounts.limits import is_taken, limited
from portal.accounts.permissions import require_role
from portal.cms.attempts import repeatable
from portal.cms.frame.navigation import links
from portal.cms.pagecache import shared
from portal.cms.views.strangers import for_strangers
from portal.home.forms import (
    FeedbackAnswerForm,
    FeedbackForm,
    FeedbackHandOverForm,
    FeedbackLookupForm,
    FeedbackPassOnForm,
    FeedbackSettleForm,
)
from portal.home.models import Feedback
from portal.home.operations import (
    answer_feedback,
    hand_over_feedback,
    leave_feedback,
    pass_on_feedback,
    reopen_feedback,
    settle_feedback,
)
from portal.home.operations.feedback import ANSWERERS, EDITORS, can_answer, can_hand_over
from portal.home.queries import feedback_of, solved_feedback


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
    return _shown(request, get_object_or_404(Feedback, reference=reference), FeedbackSettleForm())


@for_strangers
@require_POST
@limited("look_up")
def feedback_settle(request, reference):
    """Whoever holds the reference says whether it is solved."""
    feedback, form = get_object_or_404(Feedback, reference=reference), FeedbackSettleForm(request.POST)
    if not form.is_valid():
        return _shown(request, feedback, form, status=400)
    if form.cleaned_data["solved"] == "yes":
        settle_feedback(now=clock.now(), feedback=feedback)
    else:
        reopen_feedback(now=clock.now(), feedback=feedback, reason=form.cleaned_data["reason"])
    return redirect("home:feedback-show", feedback.reference)


def _shown(request, feedback, form, status=200):
    context = {"page_title": _("Your message"), "feedback": feedback, "form": form}
    response = render(request, "home/feedback_show.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_GET
@shared
def feedback_solved(request):
    page = Paginator(solved_feedback(), 20).get_page(request.GET.get("page"))
    return render(request, "home/feedback_solved.html", {"page_title": _("Solved after messages"), "page_of": page})


@require_role(*ANSWERERS)
@require_GET
def feedback_list(request):
    page = Paginator(feedback_of(request.user), 20).get_page(request.GET.get("page"))
    return render(request, "home/feedback_list.html", {"page_title": _("Messages from visitors"), "page_of": page})


def _asked_of(user, reference) -> Feedback:
    feedback = get_object_or_404(Feedback.objects.select_related("department"), reference=reference)
    if not can_answer(user, feedback):
        raise Http404
    return feedback


@require_role(*ANSWERERS)
@require_http_methods(["GET", "POST"])
def feedback_answer(request, reference):
    feedback = _asked_of(request.user, reference)
    said = {"answer": feedback.answer, "public_words": feedback.public_words}
    form = FeedbackAnswerForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        answer_feedback(actor=request.user, now=clock.now(), feedback=feedback, **form.cleaned_data)
        return redirect("home:feedback-list")
    return _desk(request, feedback, form=form)


@require_role(*ANSWERERS)
@require_POST
def feedback_pass_on(request, reference):
    return _other_way(request, reference, "pass_on", FeedbackPassOnForm(request.POST), pass_on_feedback)


@require_role(*EDITORS)
@require_POST
def feedback_hand_over(request, reference):
    return _other_way(request, reference, "hand_over", FeedbackHandOverForm(request.POST), hand_over_feedback)


def _other_way(request, reference, name, form, operation):
    """A message goes on in place of being answered here; a request about personal data does not."""
    feedback = _asked_of(request.user, reference)
    if feedback.is_request:
        raise Http404
    if form.is_valid():
        operation(actor=request.user, now=clock.now(), feedback=feedback, **form.cleaned_data)
        return redirect("home:feedback-list")
    return _desk(request, feedback, **{name: form})


def _desk(request, feedback, *, form=None, pass_on=None, hand_over=None):
    context = {
        "page_title": _("Answer a message"),
        "feedback": feedback,
        "form": form or FeedbackAnswerForm(initial={"answer": feedback.answer}),
        "lookups": links("lookups", request, request.user),
    }
    if feedback.is_open and not feedback.is_request:
        # Both forms have an answer: their fields are told apart on the page alone.
        context["pass_on"] = pass_on or FeedbackPassOnForm(auto_id="pass_on_%s")
        if can_hand_over(request.user, feedback):
            said = {"department": feedback.department}
            context["hand_over"] = hand_over or FeedbackHandOverForm(initial=said)
    faulty = any(form is not None and form.errors for form in (form, pass_on, hand_over))
    return render(request, "home/feedback_answer.html", context, status=400 if faulty else 200)
