"""Plain data (from JSON or YAML) to a questionnaire. Whatever is wrong is named, all of it at once."""

from datetime import date

from surveys.enums import CHOICES, SILENT, Dimension, Kind
from surveys.questionnaire.records import NO_WORDS, Condition, Item, Option, Questionnaire, Wording

TEXT_LENGTH = 500
HIGHEST = 10  # of a rating
UNCLEAR = Option("unclear", Wording("不清楚", "I cannot say"))


class QuestionnaireError(ValueError):
    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


def parse(data: dict) -> Questionnaire:
    problems: list[str] = []
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


def _spread(row: dict, problems: list[str]) -> list[dict]:
    """A list of statements becomes one question a statement, each with the same scale: never a grid."""
    if row.get("kind") != Kind.STATEMENTS:
        return [row]
    statements = row.get("statements", [])
    if not statements:
        problems.append(f"{row.get('id', '')}: no statements")
    shared = {name: value for name, value in row.items() if name not in {"statements", "id", "text"}}
    return [
        shared
        | {
            "id": f"{row.get('id', '')}_{statement.get('id', '')}",
            "kind": Kind.SATISFACTION,
            "text": statement.get("text"),
            "lead": row.get("text"),
        }
        for statement in statements
    ]


def _wording(value: dict | None, where: str, problems: list[str]) -> Wording:
    value = value or {}
    missing = [language for language in ("zh", "en") if not value.get(language)]
    if missing:
        problems.append(f"{where}: no text in {', '.join(missing)}")
    return Wording(zh=str(value.get("zh", "")), en=str(value.get("en", "")))


def _item(row: dict, scales: dict, problems: list[str]) -> Item:
    id_ = str(row.get("id", ""))
    kind = _kind(row, id_, problems)
    condition = row.get("only_if")
    return Item(
        id=id_,
        kind=kind,
        text=_wording(row.get("text"), id_, problems),
        help=_wording(row["help"], f"{id_} help", problems) if "help" in row else NO_WORDS,
        lead=_wording(row["lead"], f"{id_} lead", problems) if "lead" in row else NO_WORDS,
        ends=tuple(_wording(row.get(end), f"{id_} {end}", problems) for end in ("low", "high"))
        if kind == Kind.RATING
        else (NO_WORDS, NO_WORDS),
        required=bool(row.get("required", False)) and kind not in SILENT,
        options=_options(row, kind, scales, problems),
        condition=Condition(str(condition["question"]), frozenset(condition["options"])) if condition else None,
        dimension=Dimension(row["dimension"]) if "dimension" in row else None,
        max_length=int(row.get("max_length", TEXT_LENGTH)),
        minimum=row.get("minimum"),
        maximum=row.get("maximum"),
        earliest=_day(row.get("earliest"), id_, problems),
        latest=_day(row.get("latest"), id_, problems),
        rotates=bool(row.get("rotates", False)),
    )


def _options(row: dict, kind: Kind, scales: dict, problems: list[str]) -> tuple[Option, ...]:
    id_ = str(row.get("id", ""))
    if kind == Kind.RATING:
        steps = tuple(Option(str(step), Wording(str(step), str(step))) for step in range(HIGHEST + 1))
        return (*steps, UNCLEAR) if row.get("unclear") else steps
    offered = scales.get(row["scale"], []) if "scale" in row else row.get("options", [])
    options = tuple(_option(option, id_, problems) for option in offered)
    if (kind in CHOICES) != bool(options):
        problems.append(f"{id_}: options belong to choices, and to all of them")
    if len({option.code for option in options}) != len(options):
        problems.append(f"{id_}: an option code occurs twice")
    return options


def _day(value: str | None, id_: str, problems: list[str]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        problems.append(f"{id_}: {value!r} is no day, such as 2026-11-24")
        return None


def _kind(row: dict, id_: str, problems: list[str]) -> Kind:
    try:
        return Kind(row.get("kind"))
    except ValueError:
        problems.append(f"{id_}: unknown kind {row.get('kind')}")
        return Kind.NOTE


def _option(row: dict, id_: str, problems: list[str]) -> Option:
    code = str(row.get("code", ""))
    if not code.isidentifier():
        problems.append(f"{id_}: option code {code!r} is not a word of letters, digits and underscores")
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
    problems = [] if questionnaire.code.isidentifier() else ["code: missing"]
    earlier: dict[str, Item] = {}
    for item in questionnaire.items:
        if not item.id.isidentifier() or item.id in earlier:
            problems.append(f"{item.id!r}: ids are words, each used once")
        if item.condition and not _looks_back(item.condition, earlier):
            problems.append(f"{item.id}: its condition names no earlier question with these options")
        problems += [
            f"{item.id}.{option.code}: no ending {option.ends}"
            for option in item.options
            if option.ends and option.ends not in questionnaire.endings
        ]
        earlier[item.id] = item
    return problems


def _looks_back(condition: Condition, earlier: dict[str, Item]) -> bool:
    source = earlier.get(condition.question)
    return source is not None and bool(condition.options) and condition.options <= set(source.by_code)
