"""Desks: an officer opens one, a tablet or a phone answers by it, with and without a signal."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.accounts.models import User
from portal.accounts.permissions import require_role
from portal.clock import now
from portal.cms.attempts import repeatable
from portal.papers.qr import INDOORS, qr_svg
from surveys.enums import Channel, Mode
from surveys.forms.desks import BadDeskError, Desk, DeskForm, read_desk
from surveys.models import Place
from surveys.operations.answering import Arrival
from surveys.permissions import ENTERING_ROLES, can_assist, can_call
from surveys.views.fieldwork import WAVES, areas_seen_by
from surveys.views.receiving import receive
from surveys.views.visit import Visit, door_page, without_path


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(*ENTERING_ROLES)
def desk_open(request, public_id):
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    if not can_call(request.user):
        raise PermissionDenied
    here = Place.objects.filter(survey=wave.survey, area__in=areas_seen_by(request.user), revoked_at=None)
    form = DeskForm(request.POST or None, places=here)
    context = {"wave": wave, "form": form}
    if request.method == "POST" and form.is_valid():
        desk = form.desk(wave, request.user)
        path = reverse("surveys:desk-answer", args=[desk.token])
        address = request.build_absolute_uri(path)
        context |= {"desk": desk, "path": path, "code": mark_safe(qr_svg(address, INDOORS).partition("?>")[2])}  # noqa: S308 - our own drawing
    return render(request, "surveys/desk_open.html", context, status=400 if form.errors else 200)


# No session stands behind it: who holds the address acts by the word of the officer who signed it, as long as the
# officer may enter answers. The form's signed key and the browser's own word do what the CSRF token does elsewhere.
@repeatable
@csrf_exempt
@without_path
@require_http_methods(["GET", "HEAD", "POST"])
def desk_answer(request, token):
    try:
        desk = read_desk(token)
    except BadDeskError as error:
        raise Http404 from error
    request.user = AnonymousUser()
    wave = get_object_or_404(WAVES.exclude(version=None), pk=desk.wave)
    arrival = _arrival(desk)
    visit = Visit(request, wave.survey, wave, arrival, now(), desk=token, extra={"is_stall": desk.is_stall})
    return receive(visit) if request.method == "POST" else door_page(visit)


def _arrival(desk: Desk) -> Arrival:
    officer = User.objects.filter(pk=desk.officer, is_active=True).first()
    place = Place.objects.filter(code=desk.place).select_related("area").first() if desk.place else None
    if officer is None or not can_call(officer) or (place and not can_assist(officer, place.area)):
        raise PermissionDenied
    caller = officer if desk.mode == Mode.TELEPHONE else None
    is_there = place is not None and place.revoked_at is None
    channel = Channel.PLACE if is_there else Channel.OPEN
    where = place if is_there else None
    return Arrival(channel, desk.mode, where, entered_by_staff=True, called_by=caller, officer=officer)
