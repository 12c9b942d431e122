from portal.board.operations.approval import approve_observation, decline_observation
from portal.board.operations.drawing import draw_derived_observations
from portal.board.operations.entry import AlreadyEnteredError, Entry, enter_observation, revise_observation

__all__ = [
    "AlreadyEnteredError",
    "Entry",
    "approve_observation",
    "decline_observation",
    "draw_derived_observations",
    "enter_observation",
    "revise_observation",
]
