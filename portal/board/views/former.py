"""Addresses of the time when they named no plan, and of those who ask for the board of today."""

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from portal import clock
from portal.board.queries import current_plan, first_plan, plan_named


# The page that is led to asks for the token itself; frames and programs of others follow as they came.
@csrf_exempt
@xframe_options_exempt
def led_on(request, **named):
    """To the same of a plan: the one that a question names; where a number stands, the plan that it was printed of,
    which is the portal's first; else the plan of today."""
    query, name = request.GET.copy(), request.resolver_match.url_name
    asked = query.pop("plan", [""])[-1]
    is_of_today = not asked and "number" not in named
    plan = plan_named(asked) if asked else _meant(is_of_today=is_of_today)
    if plan is None:
        return _nothing(name)
    address = reverse(f"board:{name}", kwargs={"plan": plan.slug, **named})
    kind = HttpResponseRedirect if is_of_today else HttpResponsePermanentRedirect
    answer = kind(address + (f"?{query.urlencode()}" if query else ""), preserve_request=True)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _nothing(name: str):
    """Programs are told in JSON."""
    if name.startswith("api-"):
        return JsonResponse({"error": "not_found"}, status=404)
    raise Http404


def _meant(*, is_of_today: bool):
    return current_plan(clock.today()) if is_of_today else first_plan()
