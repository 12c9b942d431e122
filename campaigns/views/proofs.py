"""A proof file, for those who see the event it belongs to."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns import queries
from campaigns.models import EventProof
from campaigns.permissions import READERS
from portal.accounts.permissions import require_role
from portal.evidence.exports import respond


@require_safe
@require_role(*READERS)
def proof_file(request, public_id):
    seen = queries.visible_events(request.user).values("pk")
    proofs = EventProof.objects.filter(event__in=seen, file__isnull=False, removed_at=None).select_related("file")
    return respond(request, get_object_or_404(proofs, public_id=public_id).file)
