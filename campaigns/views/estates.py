"""Model communities and standard-reaching estates: the public list, and the desk at which they are kept."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import operations, queries
from campaigns.forms.estate import EstateForm, LapseForm, RecogniseForm
from campaigns.forms.report import take_refusal
from campaigns.models import Estate
from campaigns.permissions import READERS, areas_of_estates, can_take_estate
from campaigns.views.places import places_of
from campaigns.workflow import ESTATES
from portal import clock
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.cms.pagecache import shared

KEEPERS = (Role.STREET_OFFICER, Role.DISTRICT_REVIEWER)


@require_safe
@shared
def estate_list(request):
    context = {"page_title": _("Model communities and standard-reaching estates"), "rows": queries.estates_by_area()}
    context["page_lead"] = _("Where sorting works: one model in every street at least, as the plan asks.")
    return render(request, "campaigns/estate_list.html", context)


@require_safe
@shared
def estate_detail(request, public_id):
    estate = get_object_or_404(queries.recognised_estates(), public_id=public_id)
    return render(request, "campaigns/estate_detail.html", {"page_title": estate.label, "estate": estate})


@require_safe
@require_role(*READERS)
def estate_desk(request):
    estates = queries.visible_estates(request.user)
    context = {"page_title": _("Estates"), "places": places_of(request.user), "estates": estates}
    context["can_propose"] = areas_of_estates(request.user).exists()
    return render(request, "campaigns/estate_desk.html", context)


@require_role(*KEEPERS)
def estate_add(request):
    form = EstateForm(request.POST or None, areas=areas_of_estates(request.user))

    def propose():
        area = form.chosen_area
        return operations.propose_estate(actor=request.user, now=clock.now(), area=area, facts=form.facts())

    if _done(request, form, propose):
        return redirect("campaigns:estate-desk")
    return _form(request, form, title=_("Propose an estate"), submit=_("Propose it to the district"))


@require_role(*KEEPERS)
def estate_change(request, public_id):
    estate = _seen(request, public_id)
    initial, areas = {"version": estate.version}, areas_of_estates(request.user).filter(pk=estate.area_id)
    form = EstateForm(request.POST or None, instance=_copy(estate), initial=initial, areas=areas)

    def tell():
        said = {"facts": form.facts(), "version": form.cleaned_data["version"]}
        return operations.tell_estate(actor=request.user, now=clock.now(), estate=estate, **said)

    if _done(request, form, tell):
        return redirect("campaigns:estate-desk")
    return _form(request, form, title=_("Change the entry"), submit=_("Keep the entry"), estate=estate)


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def estate_recognise(request, public_id):
    return _decide(request, public_id, RecogniseForm(request.POST), operations.recognise_estate)


@require_POST
@require_role(Role.DISTRICT_REVIEWER)
def estate_lapse(request, public_id):
    return _decide(request, public_id, LapseForm(request.POST), operations.lapse_estate)


def _decide(request, public_id, form, operation):
    estate = _seen(request, public_id)

    def decide():
        return operation(actor=request.user, now=clock.now(), estate=estate, **form.cleaned_data)

    if _done(request, form, decide):
        return redirect("campaigns:estate-desk")
    return _form(request, form, title=estate.label, submit="", estate=estate)


def _done(request, form, operation) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        operation()
    except ValidationError as refusal:
        take_refusal(form, refusal)
        return False
    return True


def _form(request, form, *, title, submit, estate=None):
    context = {"page_title": title, "submit_label": submit, "form": form, "estate": estate}
    context["places"] = places_of(request.user)
    if estate:
        names = (step.name for step in ESTATES.open_steps(estate.state))
        steps = {name for name in names if can_take_estate(request.user, name, area=estate.area)}
        begun = {"version": estate.version, "recognised_on": clock.today()}
        context |= {"steps": steps, "recognise": RecogniseForm(initial=begun), "lapse": LapseForm(initial=begun)}
    return render(request, "campaigns/estate_form.html", context, status=400 if form.errors else 200)


def _seen(request, public_id) -> Estate:
    return get_object_or_404(queries.visible_estates(request.user), public_id=public_id)


def _copy(estate: Estate) -> Estate:
    """What the form may write into, so that the row itself stays as it was read."""
    return Estate.objects.get(pk=estate.pk)
