"""The board as anyone reads it."""

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from portal import clock
from portal.accounts.permissions import has_role
from portal.board.exports.catalog import Dataset
from portal.board.exports.records import record_of
from portal.board.figures.contents import proof_of
from portal.board.forms.filters import BoardFilterForm
from portal.board.permissions import READERS, can_define, can_enter, can_enter_outside
from portal.board.queries import (
    history_of,
    indicators_of,
    outreach_observations,
    plans_with_closing,
    published_changes,
    published_observation,
    standing_by_indicator,
    version_of,
)
from portal.board.results.definitions import said_of
from portal.board.results.maps import Place, draw_map, mark_of
from portal.board.results.meeting import ended_without_a_word
from portal.board.results.responsibility import project_rows
from portal.board.results.rows import board_rows, by_category, counts_by_state, row_of
from portal.board.results.words import change_words, indicator_address, unit_words
from portal.cms.frame.sharing import absolute
from portal.cms.pagecache import shared
from portal.directory.models import Area, Plan

CHANGES_A_PAGE = 40
# Like the rest of the site, but any site may show it in a frame; it takes no input and knows no visitor.
EMBEDDED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


def plan_asked(slug: str) -> Plan:
    """The plan of the address; plans that are over stay readable."""
    return get_object_or_404(Plan, slug=slug)


@shared
@require_GET
def indicator_list(request, plan):
    plan, today = get_object_or_404(plans_with_closing(), slug=plan), clock.today()
    rows = board_rows(plan, today)
    form = BoardFilterForm(request.GET, rows=rows)
    context = {
        "plan": plan,
        "form": form,
        "rows": rows,
        "groups": by_category(form.chosen(rows)),
        "counts": counts_by_state(rows),
        "is_closed": plan.ends_on < today,
        "clear_url": request.path,
        "described": Dataset(plan, version_of(plan)),
    }
    return render(request, "board/indicator_list.html", context)


@shared
@require_GET
def indicator_detail(request, plan, number):
    plan = plan_asked(plan)
    row = _row(plan, number)
    context = {
        "plan": plan,
        "row": row,
        "record": record_of(row),
        "history": history_of(row.indicator),
        **_meaning(request.user, row.indicator),
        "can_enter": can_enter(request.user, row.indicator) or can_enter_outside(request.user, row.indicator),
        "breadcrumb": trail(f"{row.indicator.number} {row.indicator.label}", plan),
        "embed_url": absolute(indicator_address("embed", row.indicator)),
        "described": Dataset(plan, version_of(plan)),
    }
    return render(request, "board/indicator_detail.html", context)


def _meaning(user, indicator) -> dict:
    return {"definitions": said_of(indicator), "can_define": can_define(user, indicator)}


@shared
@require_GET
@xframe_options_exempt
def indicator_embed(request, plan, number):
    """For the pages of others: the figure, its state and its line, and the way back to its proof."""
    response = render(request, "board/indicator_embed.html", {"row": _row(plan_asked(plan), number)})
    response["Content-Security-Policy"] = EMBEDDED
    return response


@shared
@require_GET
def project_list(request, plan):
    plan = plan_asked(plan)
    rows = project_rows(plan)
    said = [row.spent for row in rows if row.spent is not None]
    context = {
        "plan": plan,
        "rows": rows,
        "silent": ended_without_a_word(rows, clock.today()),
        "total": sum(row.subject.investment_wan_yuan for row in rows),
        "spent": sum(said) if said else None,
        "breadcrumb": trail(_("Key projects"), plan),
    }
    return render(request, "board/project_list.html", context)


@shared
@require_GET
def outreach_detail(request):
    observations = list(outreach_observations()[:8])
    areas = {area.code: area for area in Area.objects.all()}
    newest = observations[0] if observations else None
    context = {
        "newest": newest,
        "rows": [{**row, "area": areas[row["area"]]} for row in newest.counted] if newest else [],
        "map": draw_map([Place(areas[row["area"]], *mark_of(row)) for row in newest.counted]) if newest else None,
        "observations": observations,
        "breadcrumb": trail(_("Outreach quota")),
    }
    return render(request, "board/outreach_detail.html", context)


@shared
@require_GET
def change_list(request, plan):
    """Every figure as it was published or corrected, the newest first: nothing is overwritten."""
    plan = plan_asked(plan)
    page = Paginator(published_changes(plan), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    for held in page:
        if held.indicator_id:
            held.indicator.plan = plan
    context = {"plan": plan, "page": page, "breadcrumb": trail(_("Changes"), plan)}
    return render(request, "board/change_list.html", context)


@shared
@require_GET
def figure_detail(request, public_id):
    """A published figure at its own address; one that another took the place of says so."""
    held = published_observation(public_id)
    if held is None:
        raise Http404
    plan = held.indicator.plan if held.indicator_id else None
    title, unit = change_words(held)[0], unit_words(held.indicator) if plan else ""
    context = {"held": held, "title": title, "unit": unit, "later": held.replaced_by}
    context |= {"lead": plan.label if plan else "", "breadcrumb": trail(title, plan)}
    return render(request, "board/figure_detail.html", context)


@require_GET
def observation_proof(request, public_id):
    observation = published_observation(public_id)
    if observation is None:
        raise Http404
    is_inside = has_role(request.user, *READERS)
    response = JsonResponse(
        proof_of(observation, is_inside=is_inside), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="observation-{public_id}.json"'
    return response


def _row(plan: Plan, number: int):
    indicator = get_object_or_404(indicators_of(plan), number=number)
    indicator.plan = plan
    return row_of(indicator, standing_by_indicator([indicator])[indicator.pk], clock.today())


def trail(label: str, plan: Plan | None = None) -> list[dict]:
    """The way back, to the board of the same plan."""
    board = reverse("board:indicator-list", args=[plan.slug] if plan else [])
    return [{"label": _("Board"), "url": board}, {"label": label}]
