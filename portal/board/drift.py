"""Whether what is published still follows from what it was made from."""

from dataclasses import dataclass

from portal.board.contents import hash_of, note_hash
from portal.board.enums import Origin
from portal.board.models import Observation, ProgressNote
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
    if _recorded(observation) != {observation.content_hash}:
        return "ledger"
    if observation.origin == Origin.DERIVED:
        try:
            return "" if recompute(observation) == canonical(observation.result) else "result"
        except UnknownFormulaError:
            return "formula"
    return ""


def drifts() -> list[Drift]:
    observations = Observation.objects.select_related("indicator__plan", "owner", "revision_of")
    notes = ProgressNote.objects.with_names().prefetch_related("evidence__stored")
    found = [(held, drift_of(held)) for held in observations.iterator(chunk_size=200)]
    found += [(held, note_drift_of(held)) for held in notes.iterator(chunk_size=200)]
    return [Drift(str(held.public_id), what) for held, what in found if what]


def note_drift_of(note: ProgressNote) -> str:
    """What is wrong with a progress note, in a word; nothing when it holds."""
    if note_hash(note, [link.stored.sha256 for link in note.evidence.all()]) != note.content_hash:
        return "content"
    return "" if _recorded(note) == {note.content_hash} else "ledger"


def _recorded(handled) -> set[str]:
    return {entry.after.get("content_hash") for entry in entries_about(handled)} - {None}
