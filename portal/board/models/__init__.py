from portal.board.models.observation import Observation, ObservationEvidence

__all__ = ["Observation", "ObservationEvidence"]
