from portal.board.operations.approval import approve_note, approve_observation, decline_note, decline_observation
from portal.board.operations.entry import (
    Entry,
    enter_observation,
    enter_observations,
    revise_observation,
)
from portal.board.operations.progress import Report, note_progress, revise_note

__all__ = [
    "Entry",
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
]
