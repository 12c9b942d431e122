from portal.board.models.closing import Closing, UnmetReason
from portal.board.models.definition import Definition
from portal.board.models.draft import PlanDraft
from portal.board.models.observation import Observation, ObservationEvidence
from portal.board.models.progress import ProgressEvidence, ProgressNote
from portal.board.models.release import Release
from portal.board.models.remark import PlanRemark

__all__ = [
    "Closing",
    "Definition",
    "Observation",
    "ObservationEvidence",
    "PlanDraft",
    "PlanRemark",
    "ProgressEvidence",
    "ProgressNote",
    "Release",
    "UnmetReason",
]
