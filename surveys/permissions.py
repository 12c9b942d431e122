"""Right person, right place, open step."""

from portal.accounts.permissions import has_role, holds, is_staff
from portal.accounts.roles import Role
from surveys.enums import Admission, DeliveryStep, WaveState, WaveStep
from surveys.models import Delivery, Estimate, Flag, Place, Wave
from surveys.workflow import DELIVERIES, DELIVERY_DECISION, ESTIMATE_DECISION, ESTIMATES, FLAGS, WAVES

FIELDWORK_ROLES = (
    Role.STREET_OFFICER,
    Role.DISTRICT_REVIEWER,
    Role.DEPARTMENT_OFFICER,
    Role.DISTRICT_ADMINISTRATOR,
)
DISTRICT_ROLES = FIELDWORK_ROLES[1:]
ENTERING_ROLES = (Role.STREET_OFFICER, Role.DISTRICT_ADMINISTRATOR)
REPLYING_ROLES = (Role.DISTRICT_ADMINISTRATOR, Role.DEPARTMENT_OFFICER)
JUDGING_ROLES = (Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMINISTRATOR)


def can_answer(user) -> bool:
    """Who is paid to run the survey has no voice in it."""
    return not is_staff(user)


def can_assist(user, area) -> bool:
    return can_add_place(user, area)


def can_author(user) -> bool:
    return has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_serve_rights(user) -> bool:
    """Who gives residents a copy of their answer, or takes it out."""
    return has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_call(user) -> bool:
    return has_role(user, *ENTERING_ROLES)


def can_check_interviews(user) -> bool:
    """Who asks again whether interviews took place; never one's own."""
    return has_role(user, *JUDGING_ROLES)


def can_give_numbers(user, wave: Wave) -> bool:
    """Who hands in numbers to call, until the close."""
    return wave.state != WaveState.CLOSED and wave.takes_strangers and has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_add_place(user, area) -> bool:
    return has_role(user, Role.DISTRICT_ADMINISTRATOR) or holds(user, Role.STREET_OFFICER, area=area)


def can_revoke_place(user, place: Place) -> bool:
    return place.revoked_at is None and can_add_place(user, place.area)


def can_open_wave(user, wave: Wave) -> bool:
    return WAVES.is_open(WaveStep.OPEN, wave.state) and has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_deliver(user, wave: Wave) -> bool:
    """Who hands in a contractor's file: for a wave that nobody here is asked in."""
    is_free = WAVES.is_open(WaveStep.DELIVER, wave.state) and not wave.is_pilot
    return is_free and has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_decide_delivery(user, delivery: Delivery) -> bool:
    """The second person is another person."""
    is_open = DELIVERIES.is_open(DeliveryStep.CONFIRM, delivery.state)
    is_free = WAVES.is_open(WaveStep.DELIVER, delivery.wave.state)
    return is_open and is_free and DELIVERY_DECISION.is_another(user, delivery) and has_role(user, *JUDGING_ROLES)


def can_make_invitations(user, wave: Wave) -> bool:
    """Not for a wave that is open to all: there whoever was chosen and whoever chose to come would be one pool."""
    takes_them = wave.admission != Admission.OPEN and wave.state != WaveState.CLOSED
    return takes_them and has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_close_wave(user, wave: Wave) -> bool:
    return WAVES.is_open(WaveStep.CLOSE, wave.state) and has_role(user, Role.DISTRICT_ADMINISTRATOR)


def can_export(user, wave: Wave) -> bool:
    """Answers of a pilot leave in no file."""
    return not wave.is_pilot and can_code_texts(user, wave)


def can_code_texts(user, wave: Wave) -> bool:
    return wave.state == WaveState.CLOSED and has_role(user, *JUDGING_ROLES)


def can_reply(user, wave: Wave) -> bool:
    """Who answers what residents named in a wave that is over."""
    return wave.state == WaveState.CLOSED and not wave.is_pilot and has_role(user, *REPLYING_ROLES)


def can_decide_flag(user, flag: Flag) -> bool:
    """Whoever judges, while something is left to decide: a decision may be turned round, not taken twice."""
    return bool(FLAGS.open_steps(flag.state)) and has_role(user, *JUDGING_ROLES)


def can_prepare(user, wave: Wave) -> bool:
    """Never before the close: nobody sees figures while answers still come in. Never of a pilot."""
    return wave.state == WaveState.CLOSED and not wave.is_pilot and has_role(user, *DISTRICT_ROLES)


def can_publish(user) -> bool:
    return has_role(user, *JUDGING_ROLES)


def can_decide_estimate(user, estimate: Estimate) -> bool:
    """The second person is another person."""
    is_open = bool(ESTIMATES.open_steps(estimate.state))
    return is_open and ESTIMATE_DECISION.is_another(user, estimate) and has_role(user, *JUDGING_ROLES)
