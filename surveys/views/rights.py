"""The district's desk for what residents ask about their own answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.forms.rights import RightsForm
from surveys.operations.rights import copy_answer, withdraw_answer
from surveys.results.copies import in_words


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.DISTRICT_ADMINISTRATOR)
def answer_find(request):
    """Nothing is shown without a reference, and nothing without a note on the ledger."""
    form = RightsForm(request.POST or None, initial={"reason": request.GET.get("request", "")[:20]})
    context = {"page_title": _("A resident's own answer"), "form": form}
    if request.method == "POST" and form.is_valid():
        asked = {"response": form.cleaned_data["reference"], "reason": form.cleaned_data["reason"]}
        if request.POST.get("step") == "withdraw":
            withdraw_answer(**asked, actor=request.user, now=now())
            messages.success(request, _("Deleted. The tallies no longer count it; published figures stay."))
            return redirect("surveys:answer-find")
        context["copy"] = in_words(copy_answer(**asked, actor=request.user, now=now()), get_language() or "zh-hans")
    return render(request, "surveys/answer_find.html", context, status=400 if form.errors else 200)
