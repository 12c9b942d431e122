"""The board as anyone reads it."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal import clock
from portal.board.contents import proof_of
from portal.board.exports import board_csv, record_of
from portal.board.forms import BoardFilterForm
from portal.board.permissions import can_enter
from portal.board.queries import (
    current_plan,
    history_of,
    indicators_of,
    outreach_observations,
    published_observation,
    standing_by_indicator,
)
from portal.board.results import board_rows, by_category, counts_by_state, row_of
from portal.directory.models import Area, Plan


def plan_asked(request) -> Plan:
    """The plan of the address, else the one in force; plans that are over stay readable."""
    code = request.GET.get("plan", "")
    plan = Plan.objects.filter(code=code).first() if code else current_plan(clock.today())
    if plan is None:
        raise Http404
    return plan


@require_GET
def indicator_list(request):
    plan = plan_asked(request)
    rows = board_rows(plan, clock.today())
    form = BoardFilterForm(request.GET, rows=rows)
    chosen = form.chosen(rows)
    context = {
        "plan": plan,
        "form": form,
        "groups": by_category(chosen),
        "counts": counts_by_state(rows),
        "total": len(rows),
        "found": len(chosen),
        "is_closed": plan.ends_on < clock.today(),
    }
    return render(request, "board/indicator_list.html", context)


@require_GET
def indicator_detail(request, number):
    plan = plan_asked(request)
    indicator = get_object_or_404(indicators_of(plan), number=number)
    row = row_of(indicator, standing_by_indicator([indicator])[indicator.pk], clock.today())
    context = {
        "plan": plan,
        "row": row,
        "record": record_of(row),
        "history": history_of(indicator),
        "may_enter": can_enter(request.user, indicator),
        "breadcrumb": _trail(f"{indicator.number} {indicator.label}"),
    }
    return render(request, "board/indicator_detail.html", context)


@require_GET
def project_list(request):
    plan = plan_asked(request)
    projects = list(plan.projects.all())
    context = {
        "plan": plan,
        "projects": projects,
        "total": sum(project.investment_wan_yuan for project in projects),
        "breadcrumb": _trail(_("Key projects")),
    }
    return render(request, "board/project_list.html", context)


@require_GET
def outreach_detail(request):
    observations = list(outreach_observations()[:8])
    areas = {area.code: area for area in Area.objects.all()}
    newest = observations[0] if observations else None
    context = {
        "newest": newest,
        "rows": [{**row, "area": areas[row["area"]]} for row in newest.counted] if newest else [],
        "observations": observations,
        "breadcrumb": _trail(_("Outreach quota")),
    }
    return render(request, "board/outreach_detail.html", context)


@require_GET
def observation_proof(request, public_id):
    observation = published_observation(public_id)
    if observation is None:
        raise Http404
    response = JsonResponse(proof_of(observation), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="observation-{public_id}.json"'
    return response


@require_GET
def data_json(request):
    plan = plan_asked(request)
    records = [record_of(row) for row in board_rows(plan, clock.today())]
    body = {"plan": plan.code, "as_of": clock.today().isoformat(), "indicators": records}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_GET
def data_csv(request):
    plan = plan_asked(request)
    text = board_csv(board_rows(plan, clock.today()))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="board-{plan.code}.csv"'
    return response


def _trail(label: str) -> list[dict]:
    return [{"label": _("Board"), "url": reverse("board:indicator-list")}, {"label": label}]
