"""Plain data (from JSON or YAML) to a questionnaire. Whatever is wrong is named, all of it at once."""

from datetime import date

from surveys.enums import Dimension
from surveys.questionnaire.conditions import Answered, Condition, condition_of, leaves
from surveys.questionnaire.flaws import Flaw, Flawed
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.kinds.note import KIND as NOTE
from surveys.questionnaire.records import Item, Kind, Questionnaire
from surveys.questionnaire.wording import NO_WORDS, Option, Wording

TEXT_LENGTH = 500


class QuestionnaireError(ValueError):
    def __init__(self, problems: list[Flaw]):
        super().__init__("; ".join(problems))
        self.problems = problems


def parse(data: dict) -> Questionnaire:
    problems: list[Flaw] = []
    scales = data.get("scales", {})
    rows = [row for given in data.get("items", []) for row in _spread(given, problems)]
    items = tuple(_item(row, scales, problems) for row in rows)
    endings = {code: _wording(text, f"ending {code}", problems) for code, text in data.get("endings", {}).items()}
    questionnaire = Questionnaire(
        code=str(data.get("code", "")),
        title=_wording(data.get("title"), "title", problems),
        introduction=_wording(data.get("introduction"), "introduction", problems),
        minutes=int(data.get("minutes", 0)),
        items=items,
        endings=endings,
    )
    problems += _order_problems(questionnaire)
    if problems:
        raise QuestionnaireError(problems)
    return questionnaire


def _spread(row: dict, problems: list[Flaw]) -> list[dict]:
    kind = KINDS.get(str(row.get("kind")))
    return kind.spread(row, problems) if kind else [row]


def _wording(value: dict | None, where: str, problems: list[Flaw]) -> Wording:
    value = value or {}
    missing = [language for language in ("zh", "en") if not value.get(language)]
    if missing:
        problems.append(Flaw(Flawed.NO_TEXT, where, ", ".join(missing)))
    return Wording(zh=str(value.get("zh", "")), en=str(value.get("en", "")))


def _item(row: dict, scales: dict, problems: list[Flaw]) -> Item:
    id_ = str(row.get("id", ""))
    kind = _kind(row, id_, problems)
    return Item(
        id=id_,
        kind=kind,
        text=_wording(row.get("text"), id_, problems),
        help=_wording(row["help"], f"{id_} help", problems) if "help" in row else NO_WORDS,
        lead=_wording(row["lead"], f"{id_} lead", problems) if "lead" in row else NO_WORDS,
        ends=tuple(_wording(row.get(end), f"{id_} {end}", problems) for end in ("low", "high"))
        if "ends" in kind.parts
        else (NO_WORDS, NO_WORDS),
        required=bool(row.get("required", False)) and kind.is_question,
        options=_options(row, kind, scales, problems),
        condition=_condition(row.get("only_if"), id_, problems),
        dimension=Dimension(row["dimension"]) if "dimension" in row else None,
        max_length=int(row.get("max_length", TEXT_LENGTH)),
        minimum=row.get("minimum"),
        maximum=row.get("maximum"),
        earliest=_day(row.get("earliest"), id_, problems),
        latest=_day(row.get("latest"), id_, problems),
        rotates=bool(row.get("rotates", False)),
    )


def _condition(data: dict | None, id_: str, problems: list[Flaw]) -> Condition | None:
    try:
        return condition_of(data) if data else None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        problems.append(Flaw(Flawed.CONDITION, id_))
        return None


def _options(row: dict, kind: Kind, scales: dict, problems: list[Flaw]) -> tuple[Option, ...]:
    id_ = str(row.get("id", ""))
    options = tuple(_option(option, id_, problems) for option in kind.offered(row, scales))
    if kind.parts & {"options", "scale"}:
        codes = [option.code for option in options if not option.code.isidentifier()]
        problems += [Flaw(Flawed.OPTION_CODE, id_, code) for code in codes]
    if len({option.code for option in options}) != len(options):
        problems.append(Flaw(Flawed.OPTION_TWICE, id_))
    return options


def _day(value: str | None, id_: str, problems: list[Flaw]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        problems.append(Flaw(Flawed.DAY, id_, value))
        return None


def _kind(row: dict, id_: str, problems: list[Flaw]) -> Kind:
    kind = KINDS.get(str(row.get("kind")))
    if kind is None:
        problems.append(Flaw(Flawed.KIND, id_, str(row.get("kind"))))
    return kind or NOTE


def _option(row: dict, id_: str, problems: list[Flaw]) -> Option:
    code = str(row.get("code", ""))
    return Option(
        code=code,
        text=_wording(row.get("text"), f"{id_}.{code}", problems),
        exclusive=bool(row.get("exclusive", False)),
        other=bool(row.get("other", False)),
        polarity=row.get("polarity"),
        ends=str(row.get("ends", "")),
    )


def _order_problems(questionnaire: Questionnaire) -> list[str]:
    """Ids are words and unique, conditions look back only, endings exist."""
    problems = [] if questionnaire.code.isidentifier() else [Flaw(Flawed.CODE)]
    earlier: dict[str, Item] = {}
    for item in questionnaire.items:
        problems += item.kind.flaws(item)
        if not item.id.isidentifier() or item.id in earlier:
            problems.append(Flaw(Flawed.ID, item.id))
        if item.condition and not _looks_back(item.condition, earlier):
            problems.append(Flaw(Flawed.CONDITION, item.id))
        if not _piped(item) <= {name for name, source in earlier.items() if source.is_question}:
            problems.append(Flaw(Flawed.WORDS, item.id))
        problems += [
            Flaw(Flawed.ENDING, f"{item.id}.{option.code}", option.ends)
            for option in item.options
            if option.ends and option.ends not in questionnaire.endings
        ]
        earlier[item.id] = item
    return problems


def _piped(item: Item) -> set[str]:
    return item.text.piped | item.help.piped | item.lead.piped


def _looks_back(condition: Condition, earlier: dict[str, Item]) -> bool:
    return all(_is_answerable(leaf, earlier.get(leaf.question)) for leaf in leaves(condition))


def _is_answerable(leaf: Answered, source: Item | None) -> bool:
    if source is None:
        return False
    if leaf.is_number:
        return source.kind.has_numbers
    return source.kind.leads_on and leaf.options <= set(source.by_code)
