"""From plan to plan: the next one comes in by a workbook, waits for a second person, and for its day."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock, heavy
from portal.accounts.permissions import require_role
from portal.board.exports.plan_sheet import plan_workbook
from portal.board.forms.plan_day import PlanDayForm, PlanReasonForm
from portal.board.forms.plan_sheet import PlanSheetForm, Tried
from portal.board.forms.remark import AnswerForm
from portal.board.models import PlanDraft
from portal.board.operations import approve_plan, enter_plan, return_plan
from portal.board.permissions import (
    PLAN_READERS,
    PLANNERS,
    can_answer,
    can_approve_plan,
    can_enter_plan,
    can_return_plan,
)
from portal.board.queries import plans
from portal.board.results.concordance import concordance_of, draft_rows
from portal.board.results.remarks import remarks_by_office
from portal.board.views.saving import who
from portal.directory.models import Plan
from portal.directory.packing import packed, unpacked
from portal.papers.views import WHILE
from portal.procedure.refusals import Refused
from portal.spreadsheets import MEDIA_TYPES

SALT = "board.plan"
DONE = {
    "approve": gettext_lazy("The plan is approved. It comes into force on its day."),
    "decline": gettext_lazy("The draft was sent back."),
}


@require_role(*PLAN_READERS)
@require_safe
def plan_list(request):
    today = clock.today()
    context = {
        "page_title": _("From plan to plan"),
        "plans": [(plan, plan.ends_on < today) for plan in plans()],
        "drafts": PlanDraft.objects.select_related("entered_by", "decided_by").defer("content"),
        "can_enter": can_enter_plan(request.user),
    }
    return render(request, "board/plan_list.html", context)


@require_role(*PLANNERS)
@require_safe
@heavy.turn()
def plan_sheet(request):
    headers = {"Content-Disposition": 'attachment; filename="next-plan.xlsx"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(plan_workbook(plans().first()), content_type=MEDIA_TYPES["xlsx"], headers=headers)


@require_role(*PLANNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_import(request):
    if "plan" in request.POST:
        return _entered(request)
    form = PlanSheetForm(request.POST or None, request.FILES or None, today=clock.today())
    tried = form.cleaned_data["file"] if request.method == "POST" and form.is_valid() else None
    return _page(request, form, tried)


@require_role(*PLAN_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_draft(request, public_id):
    rows = PlanDraft.objects.select_related("entered_by", "decided_by", "plan")
    draft = get_object_or_404(rows, public_id=public_id)
    form = PlanReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, draft, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", refusal.words)
        else:
            return redirect("board:plan-draft", draft.public_id)
    return _draft_page(request, draft, form)


def _draft_page(request, draft: PlanDraft, form: PlanReasonForm) -> HttpResponse:
    records = unpacked({name: draft.content[name] for name in ("plan", "indicators")})
    before = Plan.objects.filter(code=records.plan.follows).first()
    context = {"page_title": draft.name, "draft": draft, "form": form, **_shown(records, before)}
    context |= {
        **_offices(request.user, draft),
        "can_approve": can_approve_plan(request.user, draft),
        "can_return": can_return_plan(request.user, draft),
    }
    return render(request, "board/plan_draft.html", context)


def _offices(user, draft: PlanDraft) -> dict:
    """What they said, each remark with its form for who answers; and who is silent."""
    offices = remarks_by_office(draft)
    for remark in (remark for one in offices for remark in one.remarks if can_answer(user, remark)):
        remark.form = AnswerForm(auto_id=f"{remark.public_id}_%s")
    return {"offices": offices, "silent": [one for one in offices if not one.remarks]}


def _decide(request, draft: PlanDraft, reason: str) -> None:
    step = "approve" if "approve" in request.POST else "decline"
    decide = {"approve": approve_plan, "decline": return_plan}[step]
    decide(draft=draft, reason=reason, **who(request))
    messages.success(request, DONE[step])


def _entered(request) -> HttpResponse:
    try:
        kept, english = _opened(request)
    except signing.SignatureExpired:
        messages.error(request, _("This was tried more than an hour ago. Please choose the file again."))
        return redirect(request.path)
    day, tried = PlanDayForm(request.POST, today=clock.today()), Tried([], [], None, unpacked(kept), english)
    draft = _kept(day, tried, who(request)) if day.is_valid() else None
    if draft is None:
        return _page(request, PlanSheetForm(today=clock.today()), tried, day)
    messages.success(request, _("The draft is kept. Another person of the district has to approve it."))
    return redirect("board:plan-draft", draft.public_id)


def _kept(day: PlanDayForm, tried: Tried, who: dict) -> PlanDraft | None:
    """None where it is refused: the form says why."""
    try:
        return enter_plan(records=tried.records, english=tried.english, **day.cleaned_data, **who)
    except Refused as refusal:
        day.add_error(None, refusal.words)
        return None


def _opened(request) -> tuple[dict, dict]:
    """Only who tried the workbook takes it over."""
    try:
        whose, kept, english = signing.loads(request.POST["plan"], salt=SALT, max_age=WHILE)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature as error:
        raise BadRequest from error
    if whose != str(request.user.public_id):
        raise BadRequest
    return kept, english


def _page(request, form, tried: Tried | None, day: PlanDayForm | None = None) -> HttpResponse:
    context = {"page_title": _("The next plan from a workbook"), "form": form, "tried": tried}
    if tried and tried.records:
        before = tried.before or Plan.objects.filter(code=tried.records.plan.follows).first()
        sealed = [str(request.user.public_id), packed(tried.records), dict(tried.english)]
        context |= {
            **_shown(tried.records, before),
            "day": day or _day_form(tried.records.plan.starts_on),
            "payload": signing.dumps(sealed, salt=SALT, compress=True),
        }
    is_wrong = bool(form.errors or (day and day.errors) or (tried and tried.faults))
    return render(request, "board/plan_import.html", context, status=400 if is_wrong else 200)


def _day_form(starts_on) -> PlanDayForm:
    """A plan that is set late comes into force today at the earliest."""
    today = clock.today()
    return PlanDayForm(initial={"live_on": max(starts_on, today)}, today=today)


def _shown(records, before: Plan | None) -> dict:
    return {
        "records": records,
        "before": before,
        "rows": draft_rows(records.indicators),
        "concordance": concordance_of(records.indicators, records.plan.dropped, before),
    }
