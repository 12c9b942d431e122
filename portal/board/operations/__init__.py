from portal.board.operations.approval import approve_observation, decline_observation
from portal.board.operations.entry import AlreadyEnteredError, Entry, enter_observation, revise_observation

__all__ = [
    "AlreadyEnteredError",
    "Entry",
    "approve_observation",
    "decline_observation",
    "enter_observation",
    "revise_observation",
]
