"""The expert pool: looked after by the district, and each expert's own page."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cells.forms.experts import ExpertForm, InterestForm
from cells.models import Expert
from cells.operations.experts import declare_interest, enlist_expert, set_availability
from cells.queries.experts import evaluators
from cells.views.guard import page_of, posted
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now, today


@require_role(Role.DISTRICT_REVIEWER)
@require_safe
def expert_list(request):
    context = {"page_title": _("Expert pool"), "today": today(), **page_of(request, evaluators())}
    return render(request, "cells/expert_list.html", context)


@require_role(Role.DISTRICT_REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def expert_edit(request, person):
    people = get_user_model().objects.filter(grants__role=Role.EVALUATOR).exclude(pk=request.user.pk)
    user = get_object_or_404(people.distinct(), public_id=person)
    expert = getattr(user, "expert", None)
    form = ExpertForm(posted(request), instance=expert or Expert(user=user, term_from=today()))
    if request.method == "POST" and form.is_valid():
        enlist_expert(actor=request.user, user=user, fields=form.cleaned_data, now=now())
        messages.success(request, _("Saved."))
        return redirect("cells:expert-list")
    context = {"page_title": str(user), "form": form, "interests": expert.interests.all() if expert else []}
    return render(request, "cells/expert_edit.html", context, status=400 if form.errors else 200)


@require_role(Role.EVALUATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def expert_own(request):
    expert = Expert.objects.filter(user=request.user).select_related("area").first()
    form = InterestForm(request.POST if "credit_code" in request.POST else None)
    if "is_available" in request.POST:
        set_availability(actor=request.user, is_available=request.POST["is_available"] == "yes", now=now())
        return redirect("cells:expert-own")
    if form.is_bound and form.is_valid():
        declare_interest(actor=request.user, now=now(), **form.cleaned_data)
        messages.success(request, _("Noted. Cases of this unit are closed to you from now on."))
        return redirect("cells:expert-own")
    context = {"page_title": _("My entry in the expert pool"), "expert": expert, "form": form}
    return render(request, "cells/expert_own.html", context, status=400 if form.errors else 200)
