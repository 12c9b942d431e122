"""A contractor's rows to interviews: answers by the code map, the design of each, how every case ended; faults by cell."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.papers.files.grid import cell_name
from portal.papers.text import clean_text
from surveys.dispositions import INTERVIEWED, group_of
from surveys.forms.code_map import CLUSTER, DISPOSITION, STRATUM, WEIGHT, CodeMap
from surveys.questionnaire import PREFIX, Fault, Places, Problem, Questionnaire, check

LONGEST_NAME = 60
HEAVIEST = 1e6
COMPLETE = "1.1"
# Nobody can be asked again: what was not answered is not there, as on paper.
PASSED = (Fault.MISSING, Fault.PLACE_TWICE, Fault.PLACE_LEFT_OUT)


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a cell. ``code``: a word of ours, or "answer" with the problem of the questionnaire."""

    cell: str
    column: str
    code: str
    problem: Problem | None = None


@dataclass
class Delivered:
    """``outcomes``: disposition code to cases; ``ended``: interviews of people whom the questionnaire sends away."""

    interviews: list[dict] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    unused: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """One row of the file under its heads."""

    number: int
    cells: Mapping[str, str]
    places: Mapping[str, int]

    def cell(self, column: str) -> str:
        return cell_name(self.number - 1, self.places[column]) if column in self.places else str(self.number)


def delivered(
    rows: Mapping[int, Sequence[str]], code_map: CodeMap, questionnaire: Questionnaire, places: Places
) -> Delivered:
    """``rows``: by the number that the file shows, the head first."""
    found = Delivered()
    lines = list(_lines(rows))
    head = list(lines[0].places) if lines else []
    used = {*code_map.roles.values(), *code_map.columns}
    found.unused = [name for name in head if name not in used]
    missing = [name for name in sorted(used) if name not in head]
    found.troubles += [Trouble("", name, "no_column") for name in missing]
    for line in lines if not missing else ():
        _take(found, line, code_map, questionnaire, places)
    return found


def _lines(rows: Mapping[int, Sequence[str]]) -> Iterator[Line]:
    ordered = sorted(rows.items())
    head = [clean_text(text) for text in ordered[0][1]] if ordered else []
    places = {name: at for at, name in reversed(list(enumerate(head))) if name}
    for number, texts in ordered[1:]:
        cells = {name: clean_text(texts[at]) if at < len(texts) else "" for name, at in places.items()}
        if any(cells.values()):
            yield Line(number, cells, places)


def _take(found: Delivered, line: Line, code_map: CodeMap, questionnaire: Questionnaire, places: Places) -> None:
    column = code_map.roles.get(DISPOSITION)
    outcome = line.cells[column] if column else COMPLETE
    group = group_of(outcome)
    if group is None:
        found.troubles.append(Trouble(line.cell(column or ""), column or "", "disposition"))
        return
    if group not in INTERVIEWED:
        found.outcomes[outcome] += 1
        return
    posted, troubles = _answers(line, code_map)
    checked = check(questionnaire, posted, places).without(*PASSED)
    design, wrong = _design(line, code_map.roles)
    troubles += [*wrong, *(_of_answer(line, code_map, problem) for problem in checked.problems)]
    found.troubles += troubles
    if checked.ending:
        found.ended += 1
    elif not troubles:
        found.outcomes[outcome] += 1
        found.interviews.append({"answers": checked.answers, **design})


def _answers(line: Line, code_map: CodeMap) -> tuple[dict[str, list[str]], list[Trouble]]:
    posted: dict[str, list[str]] = {}
    troubles = []
    for column, reads in code_map.columns.items():
        text = line.cells[column]
        if not text:
            continue
        answer = text if reads.options is None else reads.options.get(text)
        if answer is None:
            troubles.append(Trouble(line.cell(column), column, "value"))
        elif answer:
            posted.setdefault(PREFIX + reads.question, []).append(answer)
    return posted, troubles


def _of_answer(line: Line, code_map: CodeMap, problem: Problem) -> Trouble:
    answering = [column for column, reads in code_map.columns.items() if reads.question.startswith(problem.question)]
    column = next((name for name in answering if line.cells[name]), (answering or [""])[0])
    return Trouble(line.cell(column), column, "answer", problem)


def _design(line: Line, roles: Mapping[str, str]) -> tuple[dict, list[Trouble]]:
    """Stratum, cluster and weight; without a column for it one stratum, each drawn alone, all of one weight."""
    troubles = []
    drawn: dict = {STRATUM: "", CLUSTER: "", WEIGHT: 1.0}
    for role in (STRATUM, CLUSTER):
        if column := roles.get(role):
            drawn[role] = line.cells[column]
            if not 0 < len(drawn[role]) <= LONGEST_NAME:
                troubles.append(Trouble(line.cell(column), column, role))
    if column := roles.get(WEIGHT):
        weight = weight_in(line.cells[column])
        drawn[WEIGHT] = weight
        if weight is None:
            troubles.append(Trouble(line.cell(column), column, WEIGHT))
    return drawn, troubles


def weight_in(text: str) -> float | None:
    """A number above nought that can be a weight."""
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if math.isfinite(weight) and 0 < weight <= HEAVIEST else None
