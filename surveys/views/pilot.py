"""How far the forms of a pilot come: noted by the page, without cookie and without answer."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.accounts.limits import limited
from portal.clock import now
from portal.cms.views.own_page import is_own_page
from surveys.forms.pilot import VisitForm
from surveys.models import Wave
from surveys.operations.pilot import note_visit


# As the form itself (views/respond.py): no session stands behind it, and the browser says whose page it was.
@csrf_exempt
@require_POST
@limited("survey_visits")
def visit_note(request, public_id):
    wave = get_object_or_404(Wave.objects.filter(is_pilot=True).select_related("version"), public_id=public_id)
    form = VisitForm(request.POST, wave=wave)
    if not is_own_page(request) or not form.is_valid():
        raise Http404
    note_visit(wave=wave, note=form.note, actor=request.user, now=now())
    return HttpResponse(status=204)
