"""The content of an observation, or of a progress note, as plain data, and its hash."""

from portal.board.models import Observation, ProgressNote
from portal.board.numbers import plain_number
from portal.board.proofs import content_hash


def content_of(observation: Observation) -> dict:
    """Everything that is said, nothing of who handled it."""
    return {
        "measure": observation.measure,
        "indicator": observation.indicator.number if observation.indicator_id else None,
        "plan": observation.indicator.plan.code if observation.indicator_id else None,
        "period": observation.period,
        "value": plain_number(observation.value) or None,
        "verdict": observation.verdict,
        "text": observation.text,
        "issued": plain_number(observation.issued) or None,
        "too_few": observation.is_too_few,
        "unit": observation.unit,
        "source": observation.source,
        "method": observation.method,
        "origin": observation.origin,
        "owner": observation.owner.code if observation.owner_id else None,
        **observation.frozen,
        "result": observation.result,
        "revision_of": observation.revision_of.content_hash if observation.revision_of_id else None,
    }


def hash_of(observation: Observation) -> str:
    return content_hash(content_of(observation))


def proof_of(observation: Observation) -> dict:
    """The file with which anyone can make the figure again."""
    return {"content": content_of(observation), "sha256": observation.content_hash}


def note_hash(note: ProgressNote, files: list[str]) -> str:
    """`files`: the hashes of the evidence."""
    content = {
        "plan": note.subject.plan.code,
        "task": note.task.number if note.task_id else None,
        "project": note.project.number if note.project_id else None,
        "office": note.owner.code,
        "quarter": note.quarter,
        "standing": note.standing,
        "text": note.text,
        "blocked": note.blocked,
        "spent_wan_yuan": plain_number(note.spent_wan_yuan) or None,
        "files": sorted(files),
        "revision_of": note.revision_of.content_hash if note.revision_of_id else None,
    }
    return content_hash(content)
