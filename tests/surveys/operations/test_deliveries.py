"""A contractor's file from the first person to published figures, by two persons and nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.accounts.roles import Role
from portal.inbox.models import Task
from portal.ledger.queries import entries_about
from surveys.enums import Admission, DeliveryState, Layer, Mode, WaveState
from surveys.models import Delivery, Estimate, Response
from surveys.operations.deliveries import (
    Contents,
    Contract,
    confirm_delivery,
    hand_on,
    refuse_delivery,
    try_delivery,
)
from surveys.operations.estimates import decide_estimate, prepare_estimates, publish_questions, recompute
from surveys.operations.invariants import incomplete_answers, tallies_and_estimates
from surveys.operations.mixing import mix_answers
from surveys.operations.retention import delete_expired_answers
from surveys.operations.tallying import recount
from surveys.results.microdata import columns_of, rows_of
from surveys.results.pages import wave_results
from tests.factories import surveys as factory
from tests.refusals import refused

NOW = factory.NOW
CONTRACT = Contract("演示：公司", "电话", "随机号码", "data.sav", "a" * 64, {"roles": {}, "columns": {}})


def interviews(number: int = 60):
    return [
        {
            "answers": factory.answers(overall="satisfied" if place % 7 > 1 else "dissatisfied"),
            "stratum": "镇" if place // 6 % 2 else "街道",
            "cluster": f"c{place // 6}",
            "weight": [0.5, 1.5, 2.0][place % 3],
        }
        for place in range(number)
    ]


def contents(number: int = 60):
    return Contents(interviews(number), {"1.1": number, "2.11": 20, "3.13": 20}, {"interviews": number})


@pytest.fixture
def planned(db):
    factory.CommunityFactory()
    return factory.WaveFactory(state=WaveState.PLANNED, version=None, closes_at=NOW - timedelta(hours=1))


@pytest.fixture
def people(db):
    return factory.staff(Role.DISTRICT_ADMINISTRATOR), factory.staff(Role.DISTRICT_REVIEWER)


@pytest.fixture(autouse=True)
def _questionnaire(db):
    factory.version_of("resident")


def waiting(wave, actor, number: int = 60) -> Delivery:
    row = try_delivery(wave=wave, contract=CONTRACT, contents=contents(number), actor=actor, now=NOW)
    return hand_on(delivery=row, actor=actor, now=NOW)


def taken(wave, people, number: int = 60) -> Delivery:
    row = confirm_delivery(delivery=waiting(wave, people[0], number), actor=people[1], now=NOW)
    wave.refresh_from_db()
    return row


def test_it_becomes_a_closed_wave_of_its_own_mode(planned, people):
    row = taken(planned, people)
    planned.refresh_from_db()
    assert (row.state, row.interviews) == (DeliveryState.TAKEN, [])
    assert (planned.state, planned.admission, planned.is_drawn) == (WaveState.CLOSED, Admission.INVITED, True)
    assert set(Response.objects.values_list("mode", flat=True)) == {Mode.CONTRACTED}
    assert Response.objects.filter(area__code="hongmei").count() == 60
    assert factory.tally_count(planned, Layer.CLEANED) == 60
    assert list(incomplete_answers(NOW)) == list(tallies_and_estimates(NOW)) == []
    steps = [entry.action for entry in entries_about(planned)]
    assert {"delivery.try", "delivery.hand_on", "delivery.confirm", "wave.deliver"} <= set(steps)


def test_figures_are_the_designs_own(planned, people):
    taken(planned, people)
    prepare_estimates(wave=planned, actor=people[0], now=NOW)
    row = Estimate.objects.get(measure="i52")
    said = interviews()
    total = sum(each["weight"] for each in said)
    yes = sum(each["weight"] for each in said if each["answers"]["overall"] == ["satisfied"])
    assert row.result["value"] == pytest.approx(100 * yes / total, abs=1e-7)
    assert row.result["weighting"]["method"] == "design"
    assert row.result["df"] == 10 - 2
    assert "clustering" not in row.inputs
    assert len(row.inputs["design"]) == 30
    decide_estimate(estimate=row, publish=True, reason="", actor=people[1], now=NOW)
    publish_questions(wave=planned, actor=people[1], now=NOW)
    assert recompute(row) == row.result
    found = wave_results(planned)
    assert row.result["deff"] > 0
    assert found["results"][0].certainty.clusters == 10
    assert found["method"]["modes"][0][1] == 60
    assert found["answers"][0].weighting["method"] in {"design", "none"}


def test_counts_are_right_after_mixing_and_when_counted_again(planned, people):
    taken(planned, people)
    mix_answers(wave=planned, now=NOW)
    assert recount(wave=planned) == dict.fromkeys(Layer, True)


def test_files_for_statisticians_have_the_design_without_its_names(planned, people):
    taken(planned, people)
    columns = columns_of(planned.version.questionnaire, {}, is_drawn=True)
    at = {column.name: place for place, column in enumerate(columns)}
    rows = list(rows_of(planned, columns))
    assert sum(float(row[at["weight"]]) for row in rows) == sum(each["weight"] for each in interviews())
    assert {row[at["stratum"]] for row in rows} == {"1", "2"}
    assert len({row[at["cluster"]] for row in rows}) == 10
    assert not any("c1" in row or "街道" in row for row in rows)


def test_the_same_person_confirms_nothing(planned, people):
    row = waiting(planned, people[0])
    with pytest.raises(PermissionDenied):
        confirm_delivery(delivery=row, actor=people[0], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=row.pk).update(decided_by=people[0])


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.DEPARTMENT_OFFICER, Role.AUDITOR])
def test_others_hand_in_and_confirm_nothing(planned, people, role):
    other = factory.staff(role)
    with pytest.raises(PermissionDenied):
        try_delivery(wave=planned, contract=CONTRACT, contents=contents(), actor=other, now=NOW)
    with pytest.raises(PermissionDenied):
        confirm_delivery(delivery=waiting(planned, people[0]), actor=other, now=NOW)


def test_sent_back_with_a_reason_and_the_rows_are_gone(planned, people):
    row = waiting(planned, people[0])
    assert Task.objects.filter(kind="survey.delivery", closed_at=None).count() == 1
    with refused("unfit", "理由"):
        refuse_delivery(delivery=row, reason=" ", actor=people[1], now=NOW)
    row = refuse_delivery(delivery=row, reason="权数不对", actor=people[1], now=NOW)
    assert (row.state, row.interviews) == (DeliveryState.REFUSED, [])
    assert not Task.objects.filter(kind="survey.delivery", closed_at=None).exists()
    assert taken(planned, people).state == DeliveryState.TAKEN


def test_a_second_trial_takes_the_place_of_the_first(planned, people):
    for number in (40, 50):
        try_delivery(wave=planned, contract=CONTRACT, contents=contents(number), actor=people[0], now=NOW)
    assert [len(row.interviews) for row in planned.deliveries.all()] == [50]


def test_an_open_wave_and_a_pilot_take_no_file(people):
    for more in ({"state": WaveState.OPEN}, {"state": WaveState.PLANNED, "is_pilot": True}):
        wave = factory.WaveFactory(survey=factory.SurveyFactory(slug=f"s{len(more)}"), **more)
        with pytest.raises(PermissionDenied):
            try_delivery(wave=wave, contract=CONTRACT, contents=contents(), actor=people[0], now=NOW)


def test_nothing_is_taken_in_before_people_could_be_asked(people):
    wave = factory.WaveFactory(
        state=WaveState.PLANNED, version=None, opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=2)
    )
    row = waiting(wave, people[0])
    with refused("unfit"):
        confirm_delivery(delivery=row, actor=people[1], now=NOW)
    assert Response.objects.count() == 0


def test_when_the_time_is_over_single_answers_and_what_could_be_read_as_such_go(planned, people):
    taken(planned, people)
    delete_expired_answers(now=NOW + timedelta(days=24 * 31 + 2))
    assert (Response.objects.count(), planned.cell_tallies.count()) == (0, 0)
