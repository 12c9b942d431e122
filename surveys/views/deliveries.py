"""A contractor's data: the code map to give away, the file tried, handed on, and confirmed by a second person."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.spreadsheets import MEDIA_TYPES, workbook
from surveys.enums import DeliveryStep
from surveys.forms.code_map import template_rows
from surveys.forms.collection import ReasonForm
from surveys.forms.delivery import DeliveryForm
from surveys.models import Delivery
from surveys.operations.deliveries import confirm_delivery, hand_on, refuse_delivery, try_delivery
from surveys.permissions import JUDGING_ROLES, can_decide_delivery, can_deliver
from surveys.queries import offered_places
from surveys.results.deliveries import design_of
from surveys.views.fieldwork import WAVES

HEAD = ("列名", "题目代码", "值", "选项代码", "题目", "选项")


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.DISTRICT_ADMINISTRATOR)
def delivery_add(request, public_id):
    wave = _wave(public_id)
    form = DeliveryForm(
        request.POST or None, request.FILES or None, questionnaire=wave.wording, places=offered_places()
    )
    if request.method == "POST" and form.is_valid():
        given = {"contract": form.contract(), "contents": form.contents()}
        row = try_delivery(wave=wave, **given, actor=request.user, now=now())
        return redirect("surveys:delivery-detail", public_id, row.public_id)
    context = {"wave": wave, "form": form, "deliveries": wave.deliveries.select_related("handed_in_by")}
    context["can_deliver"] = can_deliver(request.user, wave)
    return render(request, "surveys/delivery_add.html", context, status=422 if form.errors else 200)


def _wave(public_id):
    wave = get_object_or_404(WAVES, public_id=public_id)
    if wave.wording is None or wave.is_pilot:
        raise Http404
    return wave


@require_safe
@require_role(Role.DISTRICT_ADMINISTRATOR)
def code_map(request, public_id):
    """The table that a contractor fills in: our questions and answers beside the names of theirs."""
    wave = _wave(public_id)
    answer = HttpResponse(workbook("map", HEAD, template_rows(wave.wording)), content_type=MEDIA_TYPES["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{wave.survey.slug}-{wave.number}-code-map.xlsx"'
    return answer


@require_safe
@require_role(*JUDGING_ROLES)
def delivery_detail(request, public_id, delivery_id):
    row = _delivery(public_id, delivery_id)
    context = {
        "wave": row.wave,
        "delivery": row,
        "design": design_of(row),
        "can_hand_on": can_deliver(request.user, row.wave) and row.handed_in_by_id == request.user.pk,
        "can_decide": can_decide_delivery(request.user, row),
        "form": ReasonForm(),
    }
    return render(request, "surveys/delivery_detail.html", context)


def _delivery(public_id, delivery_id) -> Delivery:
    rows = Delivery.objects.select_related("wave__survey", "wave__version", "handed_in_by", "decided_by")
    return get_object_or_404(rows, wave__public_id=public_id, public_id=delivery_id)


@require_POST
@require_role(*JUDGING_ROLES)
def delivery_step(request, public_id, delivery_id, step):
    row, given = _delivery(public_id, delivery_id), {"actor": request.user, "now": now()}
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if step == DeliveryStep.HAND_ON:
        hand_on(delivery=row, **given)
        messages.success(request, _("Handed on. Another person confirms it."))
    elif step == DeliveryStep.CONFIRM:
        confirm_delivery(delivery=row, **given)
        messages.success(request, _("Taken in. The wave is closed with these answers; its figures can be prepared."))
    else:
        refuse_delivery(delivery=row, reason=reason, **given)
        messages.success(request, _("Sent back."))
    return redirect("surveys:delivery-detail", public_id, delivery_id)
