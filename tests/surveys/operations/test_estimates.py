from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from portal.accounts.roles import Role
from portal.directory.models import Indicator, Plan
from portal.ledger.queries import entries_about
from surveys.enums import Channel, EstimateState, FlagKind, Verdict, WaveState
from surveys.models import CellTally, Estimate
from surveys.operations.answering import Arrival
from surveys.operations.estimates import decide_estimate, prepare_estimates, recompute
from surveys.queries import published_estimates
from surveys.results.alterations import altered_estimates
from surveys.results.pages import wave_results
from tests.factories import surveys as factory
from tests.factories.board import PlanFactory
from tests.refusals import refused

NOW = factory.NOW


@pytest.fixture
def people(db):
    return factory.staff(Role.DEPARTMENT_OFFICER), factory.staff(Role.DISTRICT_REVIEWER)


@pytest.fixture
def target(db):
    plan = PlanFactory(code="p", name="p", slug="p", starts_on=NOW.date(), ends_on=NOW.date())
    for number in (50, 51, 52):
        Indicator.objects.create(
            plan=plan,
            number=number,
            name="x",
            category="x",
            subcategory="x",
            mandatory=True,
            target_value=90,
            drawn_as=number,
        )


def close(wave):
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


def prepared(wave, people, measure="i52"):
    prepare_estimates(wave=wave, actor=people[0], now=NOW)
    return Estimate.objects.get(measure=measure, state=EstimateState.PREPARED)


def test_figures_of_the_resident_wave(wave, people, target):
    factory.answered(wave, 36)
    factory.answered(wave, 4, overall="dissatisfied")
    factory.answered(wave, 2, overall="unclear")
    factory.answered(wave, 3, age="a14_17", overall="dissatisfied")
    factory.answered(wave, 5, overall="dissatisfied", signs=[FlagKind.SPEED])
    estimate = prepared(close(wave), people)
    cell = ["hongmei", "a30_44", "", "own_phone", "open", ""]
    assert estimate.inputs["cells"] == [[*cell, {"no": 4, "unclear": 2, "yes": 36}]]
    assert estimate.inputs["raw_cells"] == [[*cell, {"no": 9, "unclear": 2, "yes": 36}]]
    assert [row[1] for row in estimate.inputs["apart_cells"]] == ["a14_17"]
    assert estimate.inputs["modes"] == {"own_phone": 45}
    assert (estimate.result["value"], estimate.result["n"], estimate.result["raw_value"]) == (90.0, 40, 80.0)
    assert estimate.result["low"] < 90 < estimate.result["high"]
    assert estimate.verdict == Verdict.POINT_MEETS
    assert {row.measure for row in Estimate.objects.filter(indicator_number__isnull=False)} == {
        "i50",
        "i50_channels",
        "i51_public",
        "i51_total",
        "i52",
        "i52_with_unclear",
        "i52_mean",
    }


def test_a_target_is_that_of_the_plan_in_force_when_the_wave_closed(wave, people, target):
    """Numbers count anew in each plan; the room knows its indicator by another name."""
    later = PlanFactory(code="next", name="下一个规划", slug="next", starts_on=NOW.date(), ends_on=NOW.date())
    Plan.objects.filter(code="p").update(starts_on=NOW.date() - timedelta(days=400))
    made = {"name": "x", "category": "x", "subcategory": "x", "mandatory": True}
    Indicator.objects.create(plan=later, number=7, target_value=95, drawn_as=52, **made)
    Indicator.objects.create(plan=later, number=52, target_value=30, **made)
    factory.answered(wave, 40)
    found = prepared(close(wave), people).inputs
    assert (found["target"], found["plan"]) == (95.0, {"code": "next", "zh": "下一个规划", "en": "", "number": 7})
    assert Estimate.objects.get(measure="i51_public").inputs["target"] is None


def test_people_of_one_place_count_for_fewer_and_what_tells_it_is_frozen(wave, people, target):
    for number in range(8):
        place = factory.PlaceFactory(survey=wave.survey, venue=f"地点{number}")
        arrival = Arrival(Channel.PLACE, place.mode, place)
        factory.answered(wave, 8, arrival=arrival, overall="satisfied" if number % 4 else "dissatisfied")
    estimate = prepared(close(wave), people)
    clustering = estimate.inputs["clustering"]
    assert (clustering["places"], clustering["at_places"], clustering["is_few"], clustering["kept"]) == (
        8,
        64,
        False,
        None,
    )
    assert len({row[5] for row in estimate.inputs["cells"]}) == 8
    assert estimate.result["n"] == 64
    assert estimate.result["n_effective"] < 10
    assert recompute(estimate) == estimate.result


def test_the_wave_before_tells_how_far_places_keep_their_character(wave, people, target):
    places = [factory.PlaceFactory(survey=wave.survey, venue=f"地点{number}") for number in range(8)]
    waves = [wave]
    for turn in range(2):
        if turn:
            waves.append(factory.WaveFactory(survey=wave.survey, number=wave.number + 1))
        each = waves[-1]
        for number, place in enumerate(places):
            arrival = Arrival(Channel.PLACE, place.mode, place)
            factory.answered(each, 8, arrival=arrival, overall="satisfied" if number % 2 else "dissatisfied")
        if turn:
            factory.answered(each, 2, arrival=arrival, overall="dissatisfied")
        prepare_estimates(wave=close(each), actor=people[0], now=NOW)
        for estimate in Estimate.objects.filter(wave=each):
            decide_estimate(estimate=estimate, publish=True, reason="", actor=people[1], now=NOW)
    next_wave = waves[-1]
    clustering = Estimate.objects.get(wave=next_wave, measure="i52").inputs["clustering"]
    assert clustering["earlier"] == [str(wave.public_id)]
    assert clustering["kept"]["wave"] == str(wave.public_id)
    assert 0.9 < clustering["kept"]["correlation"] <= 1
    (result,) = [row for row in wave_results(next_wave)["results"] if row.figure.measure == "i52"]
    assert -3 < result.change.value < 0
    assert not result.change.is_sure
    assert result.change.high - result.change.low < result.figure.high - result.figure.low


def test_under_the_minimum_it_says_too_few(wave, people, target):
    factory.answered(wave, 29)
    estimate = prepared(close(wave), people)
    assert (estimate.suppressed, estimate.verdict, estimate.result["value"]) == (True, Verdict.TOO_FEW, None)


def test_preparing_again_replaces_what_nobody_decided(wave, people, target):
    factory.answered(wave, 30)
    first = prepared(close(wave), people)
    second = prepared(wave, people)
    assert first.pk != second.pk
    assert not Estimate.objects.filter(pk=first.pk).exists()


def test_nobody_prepares_before_the_close(wave, people):
    with pytest.raises(PermissionDenied):
        prepare_estimates(wave=wave, actor=people[0], now=NOW)


def test_two_persons_publish_and_the_board_reads_it(wave, people, target):
    factory.answered(wave, 40)
    estimate = prepared(close(wave), people)
    with pytest.raises(PermissionDenied):
        decide_estimate(estimate=estimate, publish=True, reason="", actor=people[0], now=NOW)
    assert published_estimates(52) == []
    decide_estimate(estimate=estimate, publish=True, reason="", actor=people[1], now=NOW)
    (figure,) = published_estimates(52)
    assert (figure.value, figure.n, figure.minimum_n, figure.interval_method) == (100.0, 40, 30, "wilson")
    assert (figure.is_main, figure.suppressed, figure.verdict) == (
        True,
        False,
        "lower_bound_meets" if figure.low >= 90 else "point_meets",
    )
    assert figure.period == "2026-11-23/2026-12-24"
    assert figure.inputs == estimate.inputs
    assert figure.url.endswith(f"/resident/waves/{wave.number}/")
    assert [entry.action for entry in entries_about(estimate)] == ["estimate.prepare", "estimate.publish"]
    assert list(altered_estimates()) == []
    Estimate.objects.filter(pk=estimate.pk).update(result=estimate.result | {"value": 99.0})
    assert list(altered_estimates()) == [f"surveys.estimate:{estimate.public_id}"]


def test_main_measures_come_first_and_the_public_before_other_groups(wave, people, target):
    factory.answered(wave, 40)
    prepare_estimates(wave=close(wave), actor=people[0], now=NOW)
    for estimate in Estimate.objects.all():
        decide_estimate(estimate=estimate, publish=True, reason="", actor=people[1], now=NOW)
    assert [figure.measure for figure in published_estimates(50)] == ["i50", "i50_channels"]
    assert published_estimates(51)[0].measure == "i51_public"


def test_sending_back_needs_a_reason_and_publishes_nothing(wave, people, target):
    factory.answered(wave, 40)
    estimate = prepared(close(wave), people)
    with refused("unfit", "请写明理由"):
        decide_estimate(estimate=estimate, publish=False, reason=" ", actor=people[1], now=NOW)
    sent_back = decide_estimate(estimate=estimate, publish=False, reason="疑点未清", actor=people[1], now=NOW)
    assert sent_back.state == EstimateState.REFUSED
    assert published_estimates(52) == []


def test_a_result_that_does_not_follow_from_its_inputs_is_not_published(wave, people, target):
    factory.answered(wave, 40)
    estimate = prepared(close(wave), people)
    estimate.result["value"] = 99.9
    estimate.save()
    with refused("unfit", "结果与计算依据不符"):
        decide_estimate(estimate=estimate, publish=True, reason="", actor=people[1], now=NOW)


def test_tallies_that_miss_a_measure_are_counted_anew_while_the_answers_are_there(wave, people, target):
    factory.answered(wave, 40)
    prepared(close(wave), people)
    for row in CellTally.objects.all():
        row.counts = {name: counts for name, counts in row.counts.items() if not name.startswith("measure:i52")}
        row.save()
    assert prepared(wave, people).result["n"] == 40


def test_tallies_that_miss_a_measure_stop_the_figure_once_the_answers_are_gone(wave, people, target):
    factory.answered(wave, 40)
    prepared(close(wave), people)
    CellTally.objects.update(counts={"responses": {"all": 40}})
    with refused("unfit", "计数与口径不一致"):
        prepare_estimates(wave=wave, actor=people[0], now=NOW + timedelta(days=31 * 30))


def test_recompute_gives_the_same_bytes_and_tells_when_not(wave, people, target, capsys):
    factory.answered(wave, 40)
    estimate = prepared(close(wave), people)
    call_command("recompute_estimate", str(estimate.public_id))
    assert "same bytes" in capsys.readouterr().out
    estimate.inputs["cells"][0][-1]["yes"] = 39
    estimate.save()
    with pytest.raises(CommandError, match="1 differ"):
        call_command("recompute_estimate")
