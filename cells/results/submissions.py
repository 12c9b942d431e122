"""What was handed in, and what a correction changed in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from cells.models import Application, Submission
from cells.queries.applications import answers_with_evidence
from cells.results.wording import criterion_text, describe

NOTHING: dict[str, Any] = {"state": "unanswered", "value": {}, "note": "", "evidence": []}


@dataclass(frozen=True)
class Change:
    """One named item before and after its correction."""

    code: str
    text: str
    before: str
    after: str
    notes: tuple[str, str]
    added: list[str]
    removed: list[str]

    @property
    def is_changed(self) -> bool:
        return bool(self.before != self.after or self.notes[0] != self.notes[1] or self.added or self.removed)


def answers_of(application: Application) -> dict[str, Any]:
    """Every answer as plain data, with names and hashes of its evidence."""
    answers = answers_with_evidence(application)
    return {code: _plain(answers[code]) for code in application.rubric.sheet.criteria if code in answers}


def handed_in(application: Application, submission: Submission) -> list[dict[str, Any]]:
    """The items of a submission in words, in the order of the sheet (a database may keep JSON in another)."""
    criteria, answers = application.rubric.sheet.criteria, submission.answers
    return [
        {
            "code": code,
            "text": criterion_text(criterion),
            "shown": describe(criterion, SimpleNamespace(**answers[code])),
            "note": answers[code]["note"],
            "evidence": answers[code]["evidence"],
        }
        for code, criterion in criteria.items()
        if code in answers
    ]


def changes_of(application: Application) -> list[Change]:
    """What the last submission changed in the items that the return had named; empty before any return."""
    last = list(application.submissions.order_by("-number")[:2])
    if len(last) < 2 or not last[0].corrects:  # noqa: PLR2004 - this one and the one before
        return []
    after, before = last
    return [_change(application, code, before, after) for code in after.corrects]


def _plain(answer) -> dict[str, Any]:
    evidence = [
        {"name": item.stored.name, "sha256": item.stored.sha256} if item.stored else {"name": item.url, "sha256": ""}
        for item in answer.evidence.all()
    ]
    return {"state": answer.state, "value": answer.value, "note": answer.note, "evidence": evidence}


def _change(application: Application, code: str, before: Submission, after: Submission) -> Change:
    criterion = application.rubric.sheet.criteria[code]
    old, new = before.answers.get(code, NOTHING), after.answers.get(code, NOTHING)
    return Change(
        code=code,
        text=criterion_text(criterion),
        before=describe(criterion, SimpleNamespace(**old)),
        after=describe(criterion, SimpleNamespace(**new)),
        notes=(old["note"] or _("none"), new["note"] or _("none")),
        added=_beyond(new, old),
        removed=_beyond(old, new),
    )


def _beyond(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Evidence of the one that the other has not, by content."""
    known = [(item["sha256"] or item["name"]) for item in other["evidence"]]
    return [item["name"] for item in one["evidence"] if (item["sha256"] or item["name"]) not in known]
