"""An officer enters what a resident says. The answer is marked as assisted."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from surveys.enums import Mode
from surveys.operations.answering import Arrival
from surveys.permissions import can_assist
from surveys.views.fieldwork import WAVES, areas_seen_by
from surveys.views.receiving import receive
from surveys.views.visit import Visit, door_page


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.STREET_OFFICER, Role.DISTRICT_ADMINISTRATOR)
def answer_assist(request, public_id):
    wave = get_object_or_404(WAVES.exclude(version=None), public_id=public_id)
    if not any(can_assist(request.user, area) for area in areas_seen_by(request.user)):
        raise PermissionDenied
    visit = Visit(
        request, wave.survey, wave, Arrival(mode=Mode.ASSISTED, entered_by_staff=True, officer=request.user), now()
    )
    return receive(visit) if request.method == "POST" else door_page(visit)
