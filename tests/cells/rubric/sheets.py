"""Rubrics and answers for property tests."""

from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from cells.enums import MarkState
from cells.operations import rubrics
from cells.rubric.criteria import Count, Deduct, Given, OneOf, Steps, SumOf
from cells.rubric.definition import Definition, read_definition, read_level_scheme
from cells.rubric.faults import parse_rubric

FOLDER = Path(__file__).resolve().parents[3] / "cells" / "rubrics"


def rubric_text(code: str) -> str:
    return rubrics.rubric_text(FOLDER / f"{code}.yaml")


CODES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SHEETS = {code: read_definition(parse_rubric(rubric_text(code))) for code in CODES}
SCHEME = read_level_scheme(
    {
        "code": "draft_v1",
        "drafted": True,
        "bonus_cap": 10,
        "levels": [
            {"code": "pass", "name": "达标", "name_en": "Cell", "min_score": 80, "min_block_ratio": "0.5"},
            {
                "code": "demo",
                "name": "示范",
                "name_en": "Model",
                "min_score": 90,
                "min_block_ratio": "0.6",
                "bonus_counts": True,
            },
        ],
    }
)
CAP = SCHEME.bonus_cap


def best(criterion) -> Given:
    """The answer that earns full points."""
    method = criterion.method
    if method.entry == "met":
        return Given(MarkState.GIVEN, met=True)
    if isinstance(method, OneOf):
        option = max(method.options, key=lambda item: item.points)
        return Given(MarkState.GIVEN, chosen=(option.code,))
    if isinstance(method, SumOf):
        return Given(MarkState.GIVEN, chosen=tuple(option.code for option in method.options))
    if isinstance(method, Deduct):
        return Given(MarkState.GIVEN, number=Decimal(0))
    if isinstance(method, Count):
        return Given(MarkState.GIVEN, number=criterion.points / method.each)
    number = max(tier.at_least for tier in method.tiers) if isinstance(method, Steps) else Decimal(100)
    return Given(MarkState.GIVEN, number=number)


def perfect(sheet: Definition) -> dict[str, Given]:
    return {code: best(criterion) for code, criterion in sheet.criteria.items()}


@st.composite
def entries(draw, criterion):
    """Any answer to a criterion, not-applicable and nothing at all included."""
    kinds = ["given", "given", "given", "unanswered"] + (["not_applicable"] if criterion.may_not_apply else [])
    state = MarkState(draw(st.sampled_from(kinds)))
    if state != MarkState.GIVEN:
        return Given(state)
    entry = criterion.method.entry
    if entry == "met":
        return Given(state, met=draw(st.booleans()))
    if entry == "number":
        return Given(state, number=Decimal(draw(st.integers(0, 110))))
    codes = [option.code for option in criterion.method.options]
    if entry == "one":
        return Given(state, chosen=(draw(st.sampled_from(codes)),))
    return Given(state, chosen=tuple(draw(st.sets(st.sampled_from(codes)))))


@st.composite
def filled(draw):
    """A rubric and an answer to each of its criteria."""
    sheet = SHEETS[draw(st.sampled_from(CODES))]
    return sheet, {code: draw(entries(criterion)) for code, criterion in sheet.criteria.items()}
