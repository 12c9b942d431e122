"""Whether what is published still follows from what it was made from, and that from what was done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.board.enums import Origin
from portal.board.figures.contents import definition_facts, hash_of, note_hash, release_facts, remark_facts
from portal.board.figures.proofs import UnknownFormulaError, canonical, recomputed
from portal.board.figures.seals import altered_seals
from portal.board.figures.sources import altered_records, formulas
from portal.board.models import Definition, Observation, PlanRemark, ProgressNote, Release
from portal.ledger.queries import altered, entries_about, subject_key, subjects_of, unguarded

PUBLISHING = (".publish", ".release")


@dataclass(frozen=True)
class Drift:
    """`subject`: the row as the ledger names it."""

    subject: str
    what: str


def recompute(observation: Observation) -> bytes:
    """The figure made again from its frozen inputs alone, as the bytes that were kept."""
    return canonical(recomputed(observation.frozen, formulas()))


def drift_of(observation: Observation) -> str:
    """What is wrong with an observation, in a word; nothing when it holds."""
    if hash_of(observation) != observation.content_hash:
        return "content"
    if what := _unrecorded(observation):
        return what
    if _is_without_its_files(observation):
        return "evidence"
    if observation.origin == Origin.DERIVED:
        try:
            return "" if recompute(observation) == canonical(observation.result) else "result"
        except UnknownFormulaError:
            return "formula"
    return ""


def drifts() -> list[Drift]:
    """Figures and notes that do not hold, those that are gone, altered records behind figures, triggers that fell."""
    observations = Observation.objects.select_related("indicator__plan", "owner", "revision_of")
    observations = observations.prefetch_related("evidence__stored")
    notes = ProgressNote.objects.with_names().prefetch_related("evidence__stored")
    found = [(held, drift_of(held)) for held in observations.iterator(chunk_size=200)]
    found += [(held, note_drift_of(held)) for held in notes.iterator(chunk_size=200)]
    drifted = [Drift(subject_key(held), what) for held, what in found if what]
    seals = (Drift(*found) for found in altered_seals())
    days = [
        *altered(Release.objects.select_related("plan"), release_facts),
        *altered(PlanRemark.objects.select_related("draft", "office"), remark_facts),
        *altered(Definition.objects.select_related("indicator__plan"), definition_facts),
    ]
    fallen = [Drift(f"trigger:{name}", "fallen") for name in unguarded()]
    records = [*(Drift(*found) for found in altered_records()), *(Drift(key, "record") for key in days)]
    return [*drifted, *_gone(), *records, *seals, *fallen]


def drifted(now: datetime) -> Iterator[str]:
    yield from (f"{drift.subject}:{drift.what}" for drift in drifts())


def note_drift_of(note: ProgressNote) -> str:
    """What is wrong with a progress note, in a word; nothing when it holds."""
    if note_hash(note, [link.stored.sha256 for link in note.evidence.all()]) != note.content_hash:
        return "content"
    return _unrecorded(note)


def _unrecorded(handled) -> str:
    """Said otherwise than the ledger says, or published without a word of it in the ledger."""
    entries = list(entries_about(handled))
    if {entry.after.get("content_hash") for entry in entries} - {None} != {handled.content_hash}:
        return "ledger"
    is_recorded = any(entry.action.endswith(PUBLISHING) for entry in entries)
    return "" if is_recorded == (handled.approved_at is not None) else "approval"


def _is_without_its_files(observation: Observation) -> bool:
    if observation.origin == Origin.DERIVED:
        return False
    return observation.inputs.get("files", []) != sorted(link.stored.sha256 for link in observation.evidence.all())


def _gone() -> Iterator[Drift]:
    """What the ledger has seen and the tables hold no more."""
    kinds = {
        "observation.": Observation,
        "progress.": ProgressNote,
        "release.": Release,
        "plan_remark.": PlanRemark,
        "definition.": Definition,
    }
    for action, model in kinds.items():
        rows = model.objects.all()
        kept = {subject_key(row) for row in rows.only("public_id").iterator(chunk_size=500)}
        yield from (Drift(key, "gone") for key in sorted(subjects_of(action) - kept))
