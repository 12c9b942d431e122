"""Figures drawn from the portal's own records: frozen, recomputed to the byte, watched for drift."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.board.enums import Measure, Origin
from portal.board.figures.contents import hash_of
from portal.board.figures.drift import drift_of, drifts, recompute
from portal.board.figures.proofs import canonical
from portal.board.models import Observation
from portal.board.operations.drawing import CHANGED, draw_derived_observations
from portal.ledger.queries import entries_about
from surveys.measures import Measure as SurveyMeasure
from tests.factories.board import IndicatorFactory, ObservationFactory, PlanFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 24)
CELL = {"number": "TN-0001", "holder": "区机关食堂", "bucket": "机关", "issued_on": "2026-10-01"}
EXPIRED = {"number": "TN-0002", "holder": "某商场", "reason": "expired"}
ROOMS_READS = (
    "cells.results.figures.certified_count",
    "surveys.results.indicators.published_indicators",
    "surveys.results.indicators.published_estimates",
    "campaigns.queries.figures.quarter_ledger",
)
AREAS = [("hongmei", 3, 3), ("lanling", 3, 2), ("jingkai", None, 9)]


def estimate(yes: int, no: int):
    measure = SurveyMeasure(
        code="i52", version=1, indicator=52, questionnaire="resident", name={"zh": "满意"}, rule={"one_of": {}}
    )
    data = {**measure.as_data(), "unclear": str(measure.unclear)}
    counts = {"yes": yes, "no": no, "unclear": 4, "none": 2}
    inputs = {"measure": data, "counts": counts, "raw_counts": counts, "target": 90.0}
    return SimpleNamespace(
        is_main=True,
        inputs=inputs,
        formula_version=1,
        period="2026-10-01/2026-11-20",
        survey_title="演示问卷",
        url="/surveys/resident/waves/1/",
    )


@pytest.fixture
def records(monkeypatch):
    """What the three jobs say; tests change it."""
    held = SimpleNamespace(rules=["unit"], counted=[CELL], excluded=[EXPIRED], estimates=[estimate(620, 49)])
    answers = (
        lambda on: held,
        lambda: [52],
        lambda number: held.estimates if number == 52 else [],
        lambda quarter: [
            SimpleNamespace(area=SimpleNamespace(code=code), quota=quota, planned=0, held=0, verified=verified)
            for code, quota, verified in AREAS
        ],
    )
    for name, answer in zip(ROOMS_READS, answers, strict=True):
        monkeypatch.setattr(name, answer)
    return held


@pytest.fixture
def plan():
    plan = PlanFactory()
    for number in (41, 50, 51, 52):
        IndicatorFactory(plan=plan, number=number, baseline_text="", target_value=Decimal(90))
    return plan


@pytest.fixture
def draw(records, plan, now):
    return lambda: draw_derived_observations(actor=None, now=now, on=DAY)


def by_number(observations) -> dict:
    return {found.indicator.number if found.indicator else None: found for found in observations}


def test_each_record_of_the_portal_gives_its_figure(draw):
    found = by_number(draw())
    assert set(found) == {None, 41, 52}
    assert (found[41].value, found[41].period) == (1, "2026-Q4")
    assert (found[41].counted, found[41].excluded) == ([CELL], [EXPIRED])
    assert (found[None].measure, found[None].value, found[None].result["of"]) == (Measure.OUTREACH, 1, "2")
    assert all(one.origin == Origin.DERIVED and one.approved_at for one in found.values())


def test_a_survey_gives_its_figure_with_interval_and_n(draw):
    held = by_number(draw())[52]
    assert (held.value, held.result["n"], held.result["level"]) == (Decimal("92.7"), 669, "95")
    low, high = held.interval
    assert low < held.value < high
    assert held.inputs["survey"] == "演示问卷"


def test_too_few_answers_give_no_value(draw, records):
    records.estimates = [estimate(10, 2)]
    held = by_number(draw())[52]
    assert (held.value, held.is_too_few, held.result["n"], held.result["minimum_n"]) == (None, True, 12, 30)


def test_drawn_again_nothing_is_written_while_nothing_changed(draw):
    assert len(draw()) == 3
    assert draw() == []


def test_a_changed_record_gives_a_revision_and_the_earlier_figure_stays(draw, records):
    first = by_number(draw())[41]
    records.counted = [CELL, {**CELL, "number": "TN-0003"}]
    (second,) = draw()
    assert (second.value, second.revision_of, second.reason) == (2, first, CHANGED)
    assert list(Observation.objects.standing().filter(indicator__number=41)) == [second]
    assert entries_about(second).get().before == {"content_hash": first.content_hash}


def test_a_second_wave_in_a_quarter_is_a_figure_of_its_own_and_corrects_nothing(draw, records):
    records.estimates = [wave("one", 620, 49)]
    first = by_number(draw())[52]
    records.estimates = [wave("two", 600, 140)]
    (second,) = draw()
    assert (second.period, second.revision_of, second.reason) == (first.period, None, "")
    assert list(Observation.objects.standing().filter(indicator__number=52)) == [second]
    records.estimates = [wave("two", 601, 140)]
    (third,) = draw()
    assert (third.revision_of, third.reason) == (second, CHANGED)
    assert drifts() == []


def wave(name: str, yes: int, no: int):
    held = estimate(yes, no)
    held.inputs["wave"] = name
    return held


def test_every_drawn_figure_is_recomputed_to_the_byte_from_what_was_frozen(draw, monkeypatch):
    draw()
    for name in ROOMS_READS:
        monkeypatch.delattr(name)
    for held in Observation.objects.all():
        assert recompute(held) == canonical(held.result)
        assert hash_of(held) == held.content_hash
    assert drifts() == []


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("counted", "[]", "content"),
        ("value", "7", "content"),
        ("source", "'x'", "content"),
        ("content_hash", "'0'", "content"),
    ],
)
def test_tampering_in_the_database_is_noticed(draw, field, value, what):
    held = by_number(draw())[41]
    quoted = f"'{value}'" if field == "counted" else value
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE board_observation SET {field} = {quoted} WHERE id = {held.pk}")
    held.refresh_from_db()
    assert drift_of(held) == what
    with pytest.raises(CommandError, match="1 figures have drifted"):
        call_command("check_drift")


def test_tampering_that_mends_the_hash_meets_the_ledger(draw):
    held = by_number(draw())[41]
    held.counted = []
    Observation.objects.filter(pk=held.pk).update(counted=[], content_hash=hash_of(held))
    held.refresh_from_db()
    assert drift_of(held) == "ledger"


def rewritten(held: Observation, **said) -> Observation:
    """An observation whose fields, hash and ledger entry agree, though they should not be."""
    for name, value in said.items():
        setattr(held, name, value)
    held.content_hash = hash_of(held)
    return held


def test_a_result_that_does_not_follow_and_an_unknown_formula_are_noticed(draw, monkeypatch):
    held = by_number(draw())[41]
    for said, what in (({"result": {"value": "9"}}, "result"), ({"formula_version": "none/1"}, "formula")):
        changed = rewritten(held, **said)
        said_of = {"content_hash": changed.content_hash}
        lines = [SimpleNamespace(action="observation.publish", after=said_of)]
        monkeypatch.setattr("portal.board.figures.drift.entries_about", lambda _subject, lines=lines: lines)
        assert drift_of(changed) == what


def test_the_command_prints_the_same_bytes(draw, capsys):
    held = by_number(draw())[41]
    call_command("recompute", str(held.public_id))
    assert capsys.readouterr().out.strip().encode() == canonical(held.result)
    call_command("check_drift")
    assert "3 observations hold" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["no-uuid", "00000000-0000-0000-0000-000000000007"])
def test_the_command_knows_only_observations(name):
    with pytest.raises(CommandError, match="No observation"):
        call_command("recompute", name)


def test_the_command_refuses_what_was_entered_or_has_drifted(draw):
    with pytest.raises(CommandError, match="entered by a department"):
        call_command("recompute", str(ObservationFactory().public_id))
    held = by_number(draw())[41]
    Observation.objects.filter(pk=held.pk).update(value=9)
    with pytest.raises(CommandError, match="Drift"):
        call_command("recompute", str(held.public_id))


def test_the_nightly_command_draws(records, plan, capsys):
    call_command("draw_observations")
    assert "3 figures drawn" in capsys.readouterr().out


def test_without_a_plan_nothing_is_drawn():
    with pytest.raises(CommandError, match="load_plan"):
        call_command("draw_observations")


def test_the_real_records_of_an_empty_portal_give_zero(plan, now):
    found = by_number(draw_derived_observations(actor=None, now=now, on=DAY))
    assert found[41].value == 0
    assert set(found) == {None, 41}
