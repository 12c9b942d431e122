"""The content of an observation, or of a progress note, as plain data, and its hash."""

from portal.board.figures.proofs import content_hash
from portal.board.models import Definition, Observation, PlanRemark, ProgressNote, Release
from portal.numbers import plain_number


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


# Of a survey's frozen inputs what speaks of all whom the figure is about; what is counted by smaller groups, or of
# others too, stays inside: the difference would be a number of few.
WHOLE_DISTRICT = frozenset({"measure", "counts", "target", "plan", "period", "wave", "questionnaire", "weighting"})
# A weighted figure with all its digits tells apart, to anyone with the weights, how many in each group said what.
ALL_DIGITS = "exact"


def matter_of(inputs: dict) -> str:
    """Which of several figures of one period it is: of a survey's, the wave. Two waves correct nothing of each other."""
    return inputs.get("estimate", {}).get("wave", "")


def proof_of(observation: Observation, *, is_inside: bool = False) -> dict:
    """The file with which anyone can make the figure again; counts that could single people out stay inside.

    `withheld` names what is left out: then the hash can be checked by those only who see the whole.
    """
    content, withheld = content_of(observation), []
    if not is_inside and "estimate" in observation.inputs:
        estimate = observation.inputs["estimate"]
        shown = frozenset({"measure", "period", "wave"}) if observation.is_too_few else WHOLE_DISTRICT
        withheld = sorted(estimate.keys() - shown)
        kept = {name: value for name, value in estimate.items() if name in shown}
        content = {**content, "inputs": {**observation.inputs, "estimate": kept}}
        content["result"] = {name: value for name, value in observation.result.items() if name != ALL_DIGITS}
        if 0 < (content["result"].get("raw_n") or 0) - content["result"].get("n", 0) < estimate["measure"]["minimum_n"]:
            del content["result"]["raw_n"]  # of the few who were left out it would tell what they said
        if observation.is_too_few:
            content["result"] = {name: observation.result.get(name) for name in ("too_few", "n", "minimum_n")}
    return {"content": content, "sha256": observation.content_hash, "withheld": withheld}


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


def release_facts(release: Release) -> dict:
    """A day that is announced, as the ledger keeps it."""
    plan = release.plan.code
    return {"state": release.state, "day": release.day.isoformat(), "plan": plan, "period": release.period}


def definition_facts(definition: Definition) -> dict:
    """What an office says that a figure means, as the ledger keeps it."""
    indicator = definition.indicator
    said = {name: getattr(definition, name) for name in ("state", "counted", "base", "formula", "source")}
    return {"indicator": f"{indicator.plan.code}/{indicator.number}", **said}


def remark_facts(remark: PlanRemark) -> dict:
    """What an office said, and what was answered, as the ledger keeps it."""
    return {
        "draft": remark.draft.content_hash,
        "office": remark.office.code,
        "number": remark.number,
        "text": remark.text,
        "answer": remark.answer,
    }
