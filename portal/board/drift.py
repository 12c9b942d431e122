"""Whether what is published still follows from what it was made from."""

from dataclasses import dataclass

from portal.board.contents import hash_of
from portal.board.enums import Origin
from portal.board.models import Observation
from portal.board.proofs import UnknownFormulaError, canonical, recomputed
from portal.board.sources import FORMULAS
from portal.ledger.queries import entries_about


@dataclass(frozen=True)
class Drift:
    observation: str
    what: str


def recompute(observation: Observation) -> bytes:
    """The figure made again from its frozen inputs alone, as the bytes that were kept."""
    return canonical(recomputed(observation.frozen, FORMULAS))


def drift_of(observation: Observation) -> str:
    """What is wrong with an observation, in a word; nothing when it holds."""
    if hash_of(observation) != observation.content_hash:
        return "content"
    recorded = {entry.after.get("content_hash") for entry in entries_about(observation)} - {None}
    if recorded != {observation.content_hash}:
        return "ledger"
    if observation.origin == Origin.DERIVED:
        try:
            return "" if recompute(observation) == canonical(observation.result) else "result"
        except UnknownFormulaError:
            return "formula"
    return ""


def drifts() -> list[Drift]:
    rows = Observation.objects.select_related("indicator__plan", "owner", "revision_of").iterator(chunk_size=200)
    found = ((observation, drift_of(observation)) for observation in rows)
    return [Drift(str(observation.public_id), what) for observation, what in found if what]
