"""What may be wrong with a row of the next plan that was read, each as the column and the words of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from portal.board.enums import Operator, TargetKind
from portal.board.forms.plan_columns import SIGNS, YES
from portal.board.targets.bounds import PER_CENT, WHOLE
from portal.board.targets.target import number_in, satisfies
from portal.directory.models import Continuity, Indicator
from portal.directory.records import KINDS, NUMBERS

Fault = tuple[str, str]
ALWAYS = ("number", "category", "name", "mandatory", "target_kind", "continuity")
# Of these nobody reports a figure.
SETTLED = frozenset({TargetKind.NOT_APPLICABLE, TargetKind.SET_ELSEWHERE})
LENGTHS = {"code": 20, "category": 100, "subcategory": 100, "name": 200, "name_en": 300, "unit": 20, "target": 200,
           "source": 300}  # fmt: skip
MOST_NUMBER = 999
# What the tables of the plan hold of a target.
MOST, LEAST = Decimal(10) ** 10, Decimal("0.0001")
OFFICES = Indicator._meta.get_field("responsible_text").max_length


@dataclass(frozen=True)
class Years:
    """Of the plan: a step is asked of one of them, a baseline is of one before."""

    first: int
    last: int
    base: int


def row_faults(said: Mapping, years: Years | None) -> Iterator[Fault]:
    """`said`: what the cells were read as; a cell that could not be read is not in it."""
    yield from _missing(said)
    yield from _lengths(said)
    kind = said.get("target_kind", "")
    if not kind:
        return
    operator, value = asked_of(said)
    yield from _comparison(said, kind, operator)
    if operator in NUMBERS & KINDS[kind] and "target" in said:
        yield from _number(said, operator, value)
    if kind in NUMBER_KINDS or kind == TargetKind.TREND:
        yield from _unit(said)
    yield from _shares(said, value)
    yield from _baselines(said, kind, years)
    yield from _steps(said, operator, value, years)
    if value is not None and kind == TargetKind.REACH:
        yield from _reached(said, operator, value, years)


NUMBER_KINDS = frozenset({TargetKind.REACH, TargetKind.HOLD, TargetKind.CAP})


def asked_of(said: Mapping) -> tuple[str, Decimal | None]:
    """How the figure is compared, and with which number: by its own column, the sign before the number, or its kind."""
    kind, text = said.get("target_kind", ""), str(said.get("target", ""))
    sign = next((sign for sign in SIGNS if text.startswith(sign)), "")
    number = number_in(text.removeprefix(sign).strip().removesuffix(PER_CENT).replace(",", ""))
    only = next(iter(KINDS[kind])) if kind and len(KINDS[kind]) == 1 else ""
    operator = said.get("operator") or SIGNS.get(sign, "") or only
    return operator, number if operator in NUMBERS else None


def target_text(said: Mapping) -> str:
    """As plans write it: >96, 98."""
    text = str(said.get("target", ""))
    return text.removesuffix(PER_CENT).strip() if asked_of(said)[1] is not None else text


def numbers_of(said: Mapping, name: str) -> dict[str, Decimal]:
    """Of baselines or steps those that are numbers, by year."""
    found = {year: number_in(text.removesuffix(PER_CENT)) for year, text in said.get(name, {}).items()}
    return {year: number for year, number in found.items() if number is not None}


def _missing(said: Mapping) -> Iterator[Fault]:
    settled = said.get("target_kind") in SETTLED
    asked = [*ALWAYS, "target", *([] if settled else ["responsible"])]
    yield from ((name, _("This cell is empty.")) for name in asked if name in said and said[name] in ("", []))
    if said.get("number") and not 0 < said["number"] <= MOST_NUMBER:
        yield "number", _("Numbers go from 1 to %(most)s.") % {"most": MOST_NUMBER}


def _lengths(said: Mapping) -> Iterator[Fault]:
    for name, most in LENGTHS.items():
        if len(str(said.get(name, ""))) > most:
            yield name, _("This is longer than %(most)s signs.") % {"most": most}
    if len("；".join(said.get("responsible", []))) > OFFICES:
        yield "responsible", _("This is longer than %(most)s signs.") % {"most": OFFICES}


def _comparison(said: Mapping, kind: str, operator: str) -> Iterator[Fault]:
    if "operator" not in said:
        return
    sign = next((sign for sign in SIGNS if str(said.get("target", "")).startswith(sign)), "")
    if not operator:
        yield "operator", _("Say how the figure is compared with the target: a target of this kind knows several ways.")
    elif operator not in KINDS[kind]:
        yield "operator", _("This comparison does not go with this kind of target.")
    elif sign and SIGNS[sign] != operator:
        yield "target", _("The sign before the number says otherwise than the column of the comparison.")


def _number(said: Mapping, operator: str, value: Decimal | None) -> Iterator[Fault]:
    if value is None:
        if said["target"]:
            yield "target", _("A target of this kind is a number; “%(word)s” is none.") % {"word": said["target"]}
        return
    for name, number in (("target", value), ("upper", said.get("upper") or None)):
        if number is not None and not _fits(number):
            yield name, _("At most ten digits before the point and four after it.")
    if "upper" not in said:
        return
    if operator != Operator.BETWEEN and said["upper"] != "":
        yield "upper", _("An upper end belongs to a range alone.")
    if operator == Operator.BETWEEN and (said["upper"] == "" or said["upper"] <= value):
        yield "upper", _("A range has an upper end above its lower one.")


def _fits(number: Decimal) -> bool:
    return abs(number) < MOST and number == number.quantize(LEAST)


def _unit(said: Mapping) -> Iterator[Fault]:
    if said.get("unit") == "":
        yield "unit", _("A target that is a number has a unit.")


def _shares(said: Mapping, value: Decimal | None) -> Iterator[Fault]:
    if said.get("unit") != PER_CENT or said.get("unbounded") == YES:
        return
    found = [("target", value), ("upper", said.get("upper") or None)]
    found += [(name, number) for name in ("baselines", "steps") for number in numbers_of(said, name).values()]
    outside = {name: number for name, number in found if number is not None and not 0 <= number <= WHOLE}
    for name, number in outside.items():
        yield name, _("%(number)s %% lies outside of 0 to 100 %%.") % {"number": f"{number:f}"}


def _baselines(said: Mapping, kind: str, years: Years | None) -> Iterator[Fault]:
    for year, text in said.get("baselines", {}).items():
        if years and year and not 2000 <= int(year) < years.first:  # noqa: PLR2004 - no plan begins before
            yield "baselines", _("%(year)s is no year before the plan.") % {"year": year}
        if kind in NUMBER_KINDS and number_in(text.removesuffix(PER_CENT)) is None:
            yield "baselines", _("A baseline of this kind is a number; “%(word)s” is none.") % {"word": text}


def _steps(said: Mapping, operator: str, value: Decimal | None, years: Years | None) -> Iterator[Fault]:
    if not said.get("steps"):
        return
    steps = numbers_of(said, "steps")
    if "" in said["steps"]:
        yield "steps", _("Write each step with its year, as 2027:92.")
    elif value is None:
        yield "steps", _("Only a target that is a number has yearly steps.")
    else:
        for year in steps:
            if years and not years.first <= int(year) <= years.last:
                yield "steps", _("%(year)s is no year of the plan.") % {"year": year}
        yield from _order(steps, operator, value, years)


def _order(steps: dict[str, Decimal], operator: str, value: Decimal, years: Years | None) -> Iterator[Fault]:
    """Year by year they come nearer to the target, and none goes past it."""
    falling = operator == Operator.AT_MOST
    ordered = [steps[year] for year in sorted(steps)]
    if list(steps) != sorted(steps) or any((b > a) if falling else (b < a) for a, b in pairwise(ordered)):
        yield "steps", _("The steps are not in order: each comes nearer to the target than the one before.")
    elif ordered[-1] < value if falling else ordered[-1] > value:
        yield "steps", _("A step goes further than the target of the end.")
    elif years and steps.get(str(years.last), value) != value:
        yield "steps", _("The step of the last year is not the target of the end.")


def _reached(said: Mapping, operator: str, value: Decimal, years: Years | None) -> Iterator[Fault]:
    base = numbers_of(said, "baselines")
    start = base.get(str(years.base)) if years and str(years.base) in base else base.get("")
    if start is not None and operator in Operator.values and satisfies(start, Operator(operator), value, _upper(said)):
        yield "target_kind", _("The baseline meets this target already: that is a line to hold, or another target.")


def _upper(said: Mapping) -> Decimal | None:
    return said.get("upper") or None


def is_dropped(said: Mapping) -> bool:
    return said.get("continuity") == Continuity.DROPPED
