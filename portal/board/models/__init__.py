from portal.board.models.closing import Closing, UnmetReason
from portal.board.models.draft import PlanDraft
from portal.board.models.observation import Observation, ObservationEvidence
from portal.board.models.progress import ProgressEvidence, ProgressNote

__all__ = [
    "Closing",
    "Observation",
    "ObservationEvidence",
    "PlanDraft",
    "ProgressEvidence",
    "ProgressNote",
    "UnmetReason",
]
