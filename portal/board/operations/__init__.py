from portal.board.operations.approval import approve_note, approve_observation, decline_note, decline_observation
from portal.board.operations.entry import (
    Entry,
    Outside,
    enter_observation,
    enter_observations,
    revise_observation,
)
from portal.board.operations.plans import seal_plans, take_in_plan
from portal.board.operations.progress import Report, note_progress, revise_note

__all__ = [
    "Entry",
    "Outside",
    "Report",
    "approve_note",
    "approve_observation",
    "decline_note",
    "decline_observation",
    "enter_observation",
    "enter_observations",
    "note_progress",
    "revise_note",
    "revise_observation",
    "seal_plans",
    "take_in_plan",
]
