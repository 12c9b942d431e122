"""What was answered to one question, an answer a bar, in words: for who reads it and for who decides about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import floatformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.models import Estimate
from surveys.questionnaire import UNKNOWN_PLACE, Item

Labels = Mapping[str, Mapping[str, str]]  # dimension to the words for its categories


@dataclass(frozen=True)
class Bar:
    """One answer in per cent, or one number of people; ``value`` None where it is hidden."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    number: int | None = None
    before: Sequence[tuple[int, float]] = ()  # number of a wave and its value, the newest first

    @property
    def shown(self) -> float:
        return 0.0 if self.value is None else round(self.value, 1)


def whole(value: float) -> str:
    """Rounded once, the same in sentences, tables and pictures: from a half on upwards."""
    return str(floatformat(value, 0))


def told_of(row: Estimate, labels: Labels) -> list[Bar]:
    """Of a figure to be decided about; ``row`` knows its wave."""
    if row.suppressed:
        return []
    question = row.inputs["measure"]["rule"]["distribution"]["question"]
    return bars_of(row.result, words_of(row.wave.version.questionnaire.by_id[question], labels), ())


def bars_of(found: Mapping, words: Mapping[str, str], before: Sequence[tuple[int, Estimate]]) -> list[Bar]:
    if "people" in found:
        return [_people(row, found["n"], words) for row in found["people"]]
    then = [(number, {row["code"]: row["value"] for row in each.result["answers"]}) for number, each in before]
    return [
        Bar(
            words.get(row["code"]) or _number_words(row["code"]),
            row["value"],
            row["low"],
            row["high"],
            before=[(number, values[row["code"]]) for number, values in then if row["code"] in values],
        )
        for row in found["answers"]
    ]


def _people(row: Mapping, n: int, words: Mapping[str, str]) -> Bar:
    number = row["n"]
    return Bar(words.get(row["code"]) or _("Not stated"), None if number is None else 100 * number / n, number=number)


def words_of(item: Item, labels: Labels) -> dict[str, str]:
    language = get_language() or "zh-hans"
    words = {option.code: option.text.in_language(language) for option in item.options}
    if item.kind.names_places:
        words = dict(labels["area"]) | {UNKNOWN_PLACE: _("Cannot say")}
    return words


def _number_words(code: str) -> str:
    """Of a bin or a month: "-9" 9 or fewer, "40-" 40 or more, "10-19" both included."""
    if code.startswith("-"):
        return _("%(number)s or fewer") % {"number": code[1:]}
    if code.endswith("-"):
        return _("%(number)s or more") % {"number": code[:-1]}
    return code.replace("-", "–") if code.count("-") == 1 and len(code.partition("-")[0]) != len("2026") else code
