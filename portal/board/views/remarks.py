"""The next plan before its second person: offices look through their rows and say what they think; its author answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.board.forms.remark import AnswerForm, RemarkForm
from portal.board.models import PlanDraft, PlanRemark
from portal.board.operations import answer_remark, remark_on_plan
from portal.board.permissions import PLANNERS, can_remark, departments_held_by
from portal.board.results.concordance import draft_rows
from portal.board.results.remarks import offices_named, rows_of_office
from portal.board.views.saving import who
from portal.directory.models import Department


@require_role(Role.DEPARTMENT_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_remarks(request, public_id):
    """Whose office the draft does not name sees nothing of it."""
    draft = get_object_or_404(PlanDraft.objects.select_related("entered_by"), public_id=public_id)
    offices = _own_offices(request.user, draft)
    rows = {row.number: row for office in offices for row in rows_of_office(draft, office)}
    own = [rows[number] for number in sorted(rows)]
    form = RemarkForm(request.POST or None, offices=offices, rows=own)
    if request.method == "POST" and form.is_valid():
        remark_on_plan(draft=draft, **form.said, **who(request))
        messages.success(request, _("Your office's word is kept."))
        return redirect("board:plan-remarks", draft.public_id)
    context = {"page_title": draft.name, "draft": draft, "form": form, "rows": draft_rows(own)}
    return render(request, "board/plan_remarks.html", context | _said(request.user, draft, offices))


def _own_offices(user, draft) -> list[Department]:
    held = set(departments_held_by(user))
    offices = [office for office in offices_named(draft) if office in held]
    if not offices:
        raise PermissionDenied
    return offices


def _said(user, draft, offices) -> dict:
    remarks = draft.remarks.filter(office__in=offices).select_related("office", "entered_by", "answered_by")
    return {"remarks": remarks, "can_remark": any(can_remark(user, draft, office) for office in offices)}


@require_role(*PLANNERS)
@require_http_methods(["POST"])
def remark_answer(request, public_id):
    remark = get_object_or_404(PlanRemark.objects.select_related("draft"), public_id=public_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer_remark(remark=remark, answer=form.cleaned_data["answer"], **who(request))
        messages.success(request, _("The answer is kept."))
    else:
        messages.error(request, _("The answer has no words, or too many."))
    return redirect("board:plan-draft", remark.draft.public_id)
