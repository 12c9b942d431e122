"""Invitations that work once: made for a wave, and answered by whoever got one."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.limits import limited
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.clock import now
from portal.cms.attempts import repeatable
from portal.ledger.exporting import Offer, hand_out
from surveys.enums import Channel
from surveys.exports.links import links_csv
from surveys.forms.collection import InvitationForm, TokenForm
from surveys.forms.posted import COOKIE, INVITATION, token_in
from surveys.operations.answering import Arrival
from surveys.operations.collection import invitation_digest, make_invitations
from surveys.permissions import can_make_invitations
from surveys.queries import invitation_path, invitation_with
from surveys.views import drawings
from surveys.views.fieldwork import WAVES
from surveys.views.receiving import receive
from surveys.views.visit import Visit, door_page, without_path

COOKIE_SECONDS = 2 * 60 * 60


@require_safe
@limited("invitation")
@without_path
def invitation_open(request, token):
    """The link itself: it is taken out of the address at once, so that no log, link or history repeats it."""
    if invitation_with(invitation_digest(token)) is None:
        return redirect("surveys:invitation-enter")
    response = redirect("surveys:invitation-answer")
    response.set_cookie(
        COOKIE, token, max_age=COOKIE_SECONDS, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
    response["Cache-Control"] = "private, no-store"
    return response


# As with the other doors of a survey, the form's key stands for the CSRF token: see respond.py.
@repeatable
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_path
def invitation_answer(request):
    """The form of whoever came by a link. Its token goes with the form, so that it is sent without a cookie too."""
    is_post = request.method == "POST"
    token = token_in(request.POST.get(INVITATION, "") if is_post else request.COOKIES.get(COOKIE, ""))
    invitation = invitation_with(invitation_digest(token))
    if invitation is None:
        return _ask_for_code(request, 404) if is_post else redirect("surveys:invitation-enter")
    wave = drawings.kept_wave(now(), wave=invitation.wave_id) or drawings.keep_wave(invitation.wave, now())
    arrival = Arrival(Channel.INVITATION, invitation=invitation)
    visit = Visit(request, wave.survey, wave, arrival, now(), extra={"invitation_token": token})
    return receive(visit) if is_post and "key" in request.POST else door_page(visit)


@require_safe
@without_path
def invitation_enter(request):
    """For who typed the link wrongly, or whose browser keeps no cookies: the code of the invitation, by hand."""
    return _ask_for_code(request, 200)


@limited("invitation")
def _ask_for_code(request, status):
    """Whoever tries codes comes by here; an answer by a code that is right is never held up."""
    return render(request, "surveys/invitation_enter.html", {"form": TokenForm()}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@require_role(Role.DISTRICT_ADMINISTRATOR)
def invitation_make(request, public_id):
    """The links are in the file and nowhere else; they cannot be shown again."""
    wave = get_object_or_404(WAVES, public_id=public_id)
    if not can_make_invitations(request.user, wave):
        raise Http404
    offer = Offer(
        name="invitations",
        title=_("Make invitations that work once"),
        file=f"invitations-{wave.survey.slug}-{wave.number}",
        subject=wave,
        rows=lambda asked: make_invitations(wave=wave, count=asked["count"], actor=request.user, now=now()),
        writers={"csv": lambda tokens: links_csv(map(_address, tokens))},
        form=InvitationForm,
    )
    return hand_out(request, offer, words={"about": "surveys/invitation_about.html", "wave": wave})


def _address(token: str) -> str:
    return f"{settings.PORTAL_BASE_URL}{invitation_path(token)}"
