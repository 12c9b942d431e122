"""A contractor's code map: which column answers which question, and which value is which answer.

A table of four columns: 列名 column, 题目代码 question, 值 value, 选项代码 option. A question is its code here (of a
place also <code>_community, of "other" <code>_other); stratum, cluster, weight and disposition name what was drawn. Of
a question with several answers each column that stands for one has its own lines. A value without an option says that
nothing was answered. Without a map each column is called as the question is, and holds its codes or its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.papers.text import label_form
from surveys.questionnaire import COMMUNITY, OTHER, Item, Questionnaire

HEADS = {
    "column": ("column", "列名", "列", "变量名"),
    "question": ("question", "题目代码", "题目", "题号"),
    "value": ("value", "值", "取值"),
    "option": ("option", "选项代码", "选项"),
}
STRATUM, CLUSTER, WEIGHT, DISPOSITION = "stratum", "cluster", "weight", "disposition"
ROLES = {
    STRATUM: (STRATUM, "层", "分层"),
    CLUSTER: (CLUSTER, "群", "抽样单元", "初级抽样单元", "psu"),
    WEIGHT: (WEIGHT, "权数", "权重"),
    DISPOSITION: (DISPOSITION, "结果代码", "访问结果"),
}


@dataclass(frozen=True)
class Wrong:
    """A line of the map that says nothing: why, and of what."""

    line: int
    code: str
    what: str


@dataclass(frozen=True)
class Reads:
    """What a column answers; ``options``: its values to codes, "" for no answer. None: what stands there is the answer."""

    question: str
    options: Mapping[str, str] | None = None


@dataclass(frozen=True)
class CodeMap:
    roles: dict[str, str] = field(default_factory=dict)  # what was drawn to its column
    columns: dict[str, Reads] = field(default_factory=dict)

    def as_data(self) -> dict:
        read = {name: {"question": reads.question, "options": reads.options} for name, reads in self.columns.items()}
        return {"roles": self.roles, "columns": read}


def fields_of(questionnaire: Questionnaire) -> dict[str, Item]:
    """Every field that a column may answer."""
    found = {name: item for item in questionnaire.questions for name in item.kind.names(item)}
    places = {item.id + COMMUNITY: item for item in questionnaire.questions if item.kind.names_places}
    return found | places


def map_in(rows: Mapping[int, Sequence[str]], questionnaire: Questionnaire) -> tuple[CodeMap, list[Wrong]]:
    """The map that a table says, and what of it says nothing."""
    lines, wrong = _lines(rows), []
    made, known = CodeMap(), fields_of(questionnaire)
    for number, line in lines:
        wrong += _take(made, known, number, line)
    if not lines:
        wrong.append(Wrong(1, "no_head", ""))
    return made, wrong


def _lines(rows: Mapping[int, Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """Below the first row that has all four heads."""
    forms = {label_form(word): name for name, words in HEADS.items() for word in words}
    heads: list[str] = []
    found = []
    for number, texts in sorted(rows.items()):
        if not heads:
            names = [forms.get(label_form(text), "") for text in texts]
            heads = names if set(names) >= set(HEADS) else []
        elif any(texts):
            found.append((number, {name: text.strip() for name, text in zip(heads, texts, strict=False) if name}))
    return found


def _take(made: CodeMap, known: Mapping[str, Item], number: int, line: Mapping[str, str]) -> list[Wrong]:
    column, question, value, option = (line.get(name, "") for name in HEADS)
    role = next((name for name, words in ROLES.items() if label_form(question) in map(label_form, words)), "")
    if not column:  # a question that the contractor did not ask
        return []
    if role:
        made.roles[role] = column
        return []
    wrong = _fault(made, known, number, line)
    if wrong is None and value:
        before = made.columns.get(column)
        made.columns[column] = Reads(question, {**(before.options or {} if before else {}), value: option})
    elif wrong is None:
        made.columns.setdefault(column, Reads(question))
    return [wrong] if wrong else []


def _fault(made: CodeMap, known: Mapping[str, Item], number: int, line: Mapping[str, str]) -> Wrong | None:
    column, question, _value, option = (line.get(name, "") for name in HEADS)
    if question not in known:
        return Wrong(number, "question", question)
    if column in made.columns and made.columns[column].question != question:
        return Wrong(number, "column_twice", column)
    is_listed = known[question].has_options and not question.endswith(OTHER)
    return Wrong(number, "option", option) if option and is_listed and option not in known[question].by_code else None


def plain_map(head: Sequence[str], questionnaire: Questionnaire) -> CodeMap:
    """Of columns that are called as we call them."""
    made, known = CodeMap(), fields_of(questionnaire)
    forms = {label_form(word): role for role, words in ROLES.items() for word in words}
    for title in head:
        if title in known:
            made.columns[title] = Reads(title, _own_words(known[title], title))
        elif role := forms.get(label_form(title)):
            made.roles.setdefault(role, title)
    return made


def _own_words(item: Item, name: str) -> dict[str, str] | None:
    if not item.has_options or name != item.id:
        return None
    words = {text: option.code for option in item.options for text in (option.text.zh, option.text.en)}
    return words | {option.code: option.code for option in item.options}


def template_rows(questionnaire: Questionnaire) -> list[list[str]]:
    """The map of a contractor who asks as we do: to be filled in with the names of the columns and their values."""
    rows = [["", role, "", "", "", ROLES[role][1]] for role in ROLES]
    for name, item in fields_of(questionnaire).items():
        is_own = name == item.id and item.has_options
        words = item.text.zh if name == item.id else f"{item.text.zh}（{name.removeprefix(item.id)}）"
        options = [(str(number), option) for number, option in enumerate(item.options, 1)] if is_own else []
        rows += [["", name, value, option.code, words, option.text.zh] for value, option in options]
        rows += [] if options else [["", name, "", "", words, ""]]
    return rows
