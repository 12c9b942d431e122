"""What is read from answers and evaluations: scores, sheets, and their words."""

from cells.results.scores import (
    Panel,
    Scored,
    evaluation_score,
    evaluation_seal,
    frozen_copy,
    panel_of,
    self_score,
)

__all__ = ["Panel", "Scored", "evaluation_score", "evaluation_seal", "frozen_copy", "panel_of", "self_score"]
