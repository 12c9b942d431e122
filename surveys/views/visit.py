"""One visit to a survey: which wave, by which door, by whom, when; and the pages it may end on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from portal.accounts.proof import BITS
from portal.directory.models import Area
from surveys.enums import Refusal
from surveys.forms.keys import blank_key, fill, stamp_of
from surveys.forms.sheet import Filled, Posted, sheet
from surveys.models import Survey, Wave
from surveys.operations.answering import Arrival
from surveys.permissions import can_answer
from surveys.queries import areas_with_communities
from surveys.questionnaire import Problem, Questionnaire
from surveys.views import drawings


def without_path(view):
    """The next request names our host as where it comes from, and not the address, which leads to one answer.

    With "no-referrer" browsers would also hide the Origin of a post, which says that it stood on our page.
    """

    @wraps(view)
    def quiet(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        return response

    return quiet


@dataclass
class Visit:
    request: HttpRequest
    survey: Survey
    wave: Wave
    arrival: Arrival
    now: datetime
    token: str = ""  # of the place, as it stood in the address
    desk: str = ""  # of the desk, where an officer opened one
    posted: Posted = field(default_factory=dict)
    extra: dict = field(default_factory=dict)  # what the page of one mode shows besides

    @cached_property
    def areas(self) -> list[Area]:
        return areas_with_communities()

    @property
    def questionnaire(self) -> Questionnaire:
        return self.wave.version.questionnaire

    @property
    def is_plain(self) -> bool:
        """A new form for anybody: the same page for all who ask for it."""
        return drawings.is_anybody(self.request) and not self.arrival.invitation

    @cached_property
    def refusal(self) -> Refusal | None:
        return self.arrival.refusal(self.wave)

    @property
    def is_turned_away(self) -> bool:
        """Who never could answer by this door; a used invitation may still ask for the receipt of what it brought."""
        return self.refusal is not None and self.refusal != Refusal.USED

    @property
    def can_answer(self) -> bool:
        return self.arrival.entered_by_staff or can_answer(self.request.user)


def door_page(visit: Visit) -> HttpResponse:
    """What stands at a door: the form, or in words why there is none."""
    if not visit.wave.takes_answers(visit.now):
        return plain_page(visit, "survey_closed")
    if visit.refusal:
        return plain_page(visit, "answer_refused", why=visit.refusal)
    return form_page(visit)


def form_page(visit: Visit, *, problems: Sequence[Problem] = (), trouble: str = "", status: int = 200) -> HttpResponse:
    """The form, with what was typed. `trouble` names what is wrong with the post as a whole."""
    sent = visit.request.POST.get("key", "")
    key = sent if problems or trouble == "busy" else blank_key(visit.wave, visit.now)
    filled = Filled(visit.posted, problems)
    context = page_context(visit) | {
        "sheet": sheet(
            visit.questionnaire, get_language() or "zh-hans", visit.areas, filled, stamp_of(sent) or stamp_of(key)
        ),
        "key": key,
        "trouble": trouble,
        "proof_bits": BITS,
        "offline": bool(visit.desk) or not (visit.arrival.entered_by_staff or visit.request.user.is_authenticated),
        "is_refused": not visit.can_answer,
        "arrival": visit.arrival,
    }
    drawn = render(visit.request, "surveys/survey_answer.html", context, status=status)
    if visit.is_plain:
        return drawings.hand_out(
            visit.request, drawings.keep_form(visit.request, drawn.content, visit.wave, visit.now), visit.now
        )
    drawn.content = fill(drawn.content, visit.now)
    return _kept_by_nobody(visit, drawn)


def _kept_by_nobody(visit: Visit, response: HttpResponse) -> HttpResponse:
    """No cache shares it; who is signed in or invited leaves no copy on the device either."""
    is_own = visit.request.user.is_authenticated or visit.arrival.invitation
    patch_cache_control(response, private=True, **({"no_store": True} if is_own else {"no_cache": True}))
    return response


def page_context(visit: Visit) -> dict:
    return {
        "survey": visit.survey,
        "wave": visit.wave,
        "page_title": visit.survey.label,
        "token": visit.token,
        "desk": visit.desk,
    } | visit.extra


def plain_page(visit: Visit, template: str, *, status: int = 200, **context) -> HttpResponse:
    response = render(visit.request, f"surveys/{template}.html", page_context(visit) | context, status=status)
    return _kept_by_nobody(visit, response)
