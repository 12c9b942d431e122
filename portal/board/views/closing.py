"""A plan that is over: why something was not met, its closing file, and the file as anyone takes it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock, heavy
from portal.accounts.permissions import has_role, require_role
from portal.board.enums import Handled
from portal.board.exports.closing import MEDIA_TYPES, closing_bytes
from portal.board.forms.closing import ClosingReasonForm, UnmetReasonForm
from portal.board.models import Closing
from portal.board.operations import (
    ask_for_reasons,
    make_closing,
    release_closing,
    return_closing,
    say_unmet,
)
from portal.board.permissions import (
    OFFICERS,
    PLAN_READERS,
    PLANNERS,
    can_decide_closing,
    can_enter_plan,
    can_return_closing,
    can_say_unmet,
)
from portal.board.queries import indicators_of, standing_by_indicator
from portal.board.results.closing import is_over, is_unmet, lead_of, reasons_of
from portal.board.results.rows import board_rows, row_of
from portal.board.views.public import plan_asked, trail
from portal.board.views.saving import who
from portal.cms.pagecache import shared


@shared
@require_safe
def closing_detail(request, plan):
    """What was released last; the ones before keep their files."""
    plan = plan_asked(plan)
    closing = plan.closings.filter(state=Handled.PUBLISHED).first()
    if closing is None:
        raise Http404
    context = {"plan": plan, "closing": closing, "breadcrumb": trail(_("Closing file"), plan)}
    return render(request, "board/closing_detail.html", context)


@require_safe
@heavy.turn()
def closing_file(request, public_id, form):
    closing = get_object_or_404(Closing.objects.select_related("plan"), public_id=public_id)
    is_open = closing.state == Handled.PUBLISHED or has_role(request.user, *PLAN_READERS)
    if form not in MEDIA_TYPES or not is_open:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="closing-{closing.plan.slug}.{form}"'}
    return HttpResponse(closing_bytes(closing, form), content_type=MEDIA_TYPES[form], headers=headers)


@require_role(*PLAN_READERS)
@require_safe
def closing_list(request, plan):
    return _list_page(request, plan_asked(plan), ClosingReasonForm())


@require_role(*PLANNERS)
@require_http_methods(["POST"])
def closing_create(request, plan):
    plan, form = plan_asked(plan), ClosingReasonForm(request.POST)
    if "ask" in request.POST:
        asked = ask_for_reasons(plan=plan, on=clock.today(), **who(request))
        messages.success(request, _asked(asked))
        return redirect("board:closing-list", plan.slug)
    if not form.is_valid():
        return _list_page(request, plan, form)
    closing = make_closing(plan=plan, on=clock.today(), reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("The closing file is made. Another person of the district has to release it."))
    return redirect("board:closing-decide", closing.public_id)


@require_role(*PLAN_READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def closing_decide(request, public_id):
    rows = Closing.objects.select_related("plan", "entered_by", "decided_by")
    closing, form = get_object_or_404(rows, public_id=public_id), ClosingReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, closing, form.cleaned_data["reason"])
        return redirect("board:closing-decide", closing.public_id)
    context = {"page_title": _("Closing file"), "closing": closing, "plan": closing.plan, "form": form}
    context |= {"can_decide": can_decide_closing(request.user, closing)}
    context["can_return"] = can_return_closing(request.user, closing)
    return render(request, "board/closing_decide.html", context)


@require_role(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def unmet_reason(request, plan, number):
    indicator = get_object_or_404(indicators_of(plan_asked(plan)), number=number)
    row = row_of(indicator, list(standing_by_indicator([indicator])[indicator.pk]), clock.today())
    if not can_say_unmet(request.user, indicator):
        raise PermissionDenied
    if not is_over(indicator.plan, clock.today()) or not is_unmet(row):
        raise Http404
    form = UnmetReasonForm(request.POST or None, initial=_said(indicator))
    if request.method == "POST" and form.is_valid():
        say_unmet(indicator=indicator, text=form.cleaned_data["text"], **who(request))
        messages.success(request, _("Thank you, this is kept for the closing file."))
        return redirect("board:due-list")
    return render(request, "board/unmet_reason.html", {"page_title": indicator.label, "row": row, "form": form})


def _said(indicator) -> dict:
    last = indicator.unmet_reasons.last()
    return {"text": last.text} if last else {}


def _decide(request, closing: Closing, reason: str) -> None:
    if "approve" in request.POST:
        release_closing(closing=closing, reason=reason, **who(request))
        messages.success(request, _("The closing file is released; anyone can read it."))
    else:
        return_closing(closing=closing, reason=reason, **who(request))
        messages.success(request, _("The closing file was sent back."))


def _asked(count: int) -> str:
    return ngettext(
        "%(count)s office is asked for its reason.", "Reasons of %(count)s indicators are asked for.", count
    ) % {"count": count}


def _list_page(request, plan, form) -> HttpResponse:
    today, said = clock.today(), reasons_of(plan)
    over = is_over(plan, today)
    unmet = [row for row in board_rows(plan, today) if is_unmet(row)] if over else []
    context = {
        "page_title": _("Closing file"),
        "plan": plan,
        "form": form,
        "is_over": over,
        "unmet": [(row, lead_of(row.indicator), said.get(row.indicator.pk)) for row in unmet],
        "closings": plan.closings.select_related("entered_by").defer("content"),
        "can_make": over and can_enter_plan(request.user),
    }
    return render(request, "board/closing_list.html", context)
