"""A figure says whom it speaks of, and is judged only when all whom the indicator names are in it."""

from decimal import Decimal

import pytest

from portal.board.enums import Origin, State
from portal.board.figures.groups import groups_of
from portal.board.results.rows import board_rows
from tests.factories.board import IndicatorFactory, ObservationFactory

ALL = ["enterprises", "government", "organisations", "public"]


def measured(**measure) -> dict:
    return {"estimate": {"measure": measure}}


@pytest.mark.parametrize(
    ("inputs", "groups"),
    [
        ({}, []),
        ({"groups": ["public", "government"]}, ["government", "public"]),
        (measured(questionnaire="resident", rule={"one_of": {}}), ["public"]),
        (measured(questionnaire="organisation", base={"group": ["enterprise", "institution"]}), ["enterprises"]),
        (measured(questionnaire="organisation", base={"group": ["ngo"]}), ["organisations"]),
        (measured(questionnaire="organisation", base={}), []),
        (
            measured(
                questionnaire="resident",
                rule={
                    "combine": {"i51_public": 0.25, "i51_government": 0.25, "i51_enterprises": 0.25, "i51_ngos": 0.25}
                },
            ),
            ALL,
        ),
    ],
)
def test_whom_a_figure_speaks_of(inputs, groups):
    assert groups_of(inputs) == groups


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("groups", "state", "missing"),
    [(["public"], State.PARTIAL, ["government", "enterprises", "organisations"]), (ALL, State.MET, [])],
)
def test_participation_of_residents_alone_is_not_published_as_met(client, now, groups, state, missing):
    """51 said met for four groups from 113 residents of two streets."""
    named = ["government", "enterprises", "organisations", "public"]
    indicator = IndicatorFactory(number=51, groups=named, baseline_text="", target_value=Decimal(90))
    ObservationFactory(
        indicator=indicator, period="2025-Q4", value=Decimal("96.5"), origin=Origin.DERIVED, inputs={"groups": groups}
    )
    (row,) = board_rows(indicator.plan, now.date())
    assert (row.state, row.missing_groups, row.value) == (state, missing, "96.5")
    record = client.get("/board/2022-2025/api/v1/indicators/51").json()["indicator"]
    assert (record["state"], record["groups_missing"], record["groups"]) == (state, missing, named)
    page = client.get("/board/2022-2025/51/").content.decode()
    assert ("尚缺政府、企事业单位、非政府环境组织" in page) is bool(missing)
