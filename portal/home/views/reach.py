"""A page for all: how far the outreach of a quarter reached, and how we know."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.models import CampaignPage
from campaigns.quarters import NoSuchQuarterError, Quarter, quarter_of_code
from portal import clock
from portal.cms.pagecache import shared
from portal.home.results.reach import chain_of


@require_safe
def reach_now(request):
    return redirect("home:reach", Quarter.of_day(clock.today()))


@require_safe
@shared
def reach(request, code):
    try:
        quarter = quarter_of_code(code)
    except NoSuchQuarterError as error:
        raise Http404 from error
    slug = request.GET.get("campaign")
    campaign = get_object_or_404(CampaignPage.objects.live(), slug=slug, alias_of=None) if slug else None
    context = {"page_title": _("How far outreach reached"), "quarter": quarter, "campaign": campaign}
    context["chain"] = chain_of(quarter, campaign)
    return render(request, "home/reach.html", context)
