from portal.board.operations.approval import approve_note, approve_observation, decline_note, decline_observation
from portal.board.operations.closing import (
    ask_for_reasons,
    make_closing,
    release_closing,
    return_closing,
    say_unmet,
)
from portal.board.operations.definitions import (
    ask_for_definitions,
    define_indicator,
    publish_definition,
    return_definition,
)
from portal.board.operations.drafts import approve_plan, enter_plan, open_plans, return_plan
from portal.board.operations.entry import (
    Entry,
    Outside,
    enter_observation,
    enter_observations,
    revise_observation,
)
from portal.board.operations.plans import seal_plans, take_in_plan
from portal.board.operations.progress import Report, note_progress, revise_note
from portal.board.operations.releases import (
    cancel_release,
    confirm_release,
    open_releases,
    plan_release,
    postpone_release,
)
from portal.board.operations.remarks import answer_remark, remark_on_plan

__all__ = [
    "Entry",
    "Outside",
    "Report",
    "answer_remark",
    "approve_note",
    "approve_observation",
    "approve_plan",
    "ask_for_definitions",
    "ask_for_reasons",
    "cancel_release",
    "confirm_release",
    "decline_note",
    "decline_observation",
    "define_indicator",
    "enter_observation",
    "enter_observations",
    "enter_plan",
    "make_closing",
    "note_progress",
    "open_plans",
    "open_releases",
    "plan_release",
    "postpone_release",
    "publish_definition",
    "release_closing",
    "remark_on_plan",
    "return_closing",
    "return_definition",
    "return_plan",
    "revise_note",
    "revise_observation",
    "say_unmet",
    "seal_plans",
    "take_in_plan",
]
