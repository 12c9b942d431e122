"""An official figure from outside stands beside the portal's own: two persons, never averaged, neither moves the other."""

import csv
import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from portal.board.enums import Origin, State
from portal.board.exports.pack_words import words_of
from portal.board.figures.drift import drift_of
from portal.board.models import Observation
from portal.board.operations import Outside, approve_observation, enter_observation, revise_observation
from portal.board.results.closing import closing_content
from portal.board.results.pack import pack_of
from portal.board.results.rows import board_rows, row_of
from portal.board.targets.periods import parse_period
from portal.directory.models import DecidedBy, Indicator, Plan
from portal.procedure.refusals import Refused
from tests.factories.board import IndicatorFactory, ObservationFactory, entry, officer
from tests.factories.evidence import upload
from tests.portal.board.test_work_views import signed_in

pytestmark = pytest.mark.django_db

BY_PHONE = Outside("某调查公司", "采购合同2025-018号", 1200, Decimal("88.1"), Decimal("91.7"), Decimal(95))
KEYS = count(1)


def said(**values):
    return entry(period="2025", value=Decimal("89.9"), outside=BY_PHONE, files=[upload()], **values)


@pytest.fixture
def satisfied():
    return IndicatorFactory(number=52, baseline_text="", target_text="90", target_value=Decimal(90))


@pytest.fixture
def own(satisfied):
    return ObservationFactory(
        indicator=satisfied,
        period="2025-Q4",
        value=Decimal("92.7"),
        origin=Origin.DERIVED,
        entered_by=None,
        approved_by=None,
    )


@pytest.fixture
def outside(satisfied, now):
    entered = enter_observation(actor=officer(), now=now, indicator=satisfied, entry=said())
    return approve_observation(actor=officer(), now=now, observation=entered)


def row(indicator, day):
    return next(one for one in board_rows(indicator.plan, day) if one.indicator == indicator)


def test_both_stand_beside_each_other_and_the_plan_says_which_decides(own, outside, satisfied, now):
    day = now.date()
    by_own = row(satisfied, day)
    assert (by_own.latest, by_own.beside, by_own.state) == (own, outside, State.MET)
    Indicator.objects.update(decided_by=DecidedBy.OUTSIDE)
    satisfied.refresh_from_db()
    by_outside = row(satisfied, day)
    assert (by_outside.latest, by_outside.beside, by_outside.state) == (outside, own, State.NOT_MET)


def test_what_was_measured_by_others_is_whole_in_every_form(own, outside, client):
    page = client.get("/board/2022-2025/52/").content.decode()
    for words in ("92.7", "89.9", "某调查公司", "采购合同2025-018号", "1200", "88.1", "91.7", "两者从不平均"):
        assert words in page, words
    record = client.get("/board/2022-2025/api/v1/indicators/52").json()
    assert (record["indicator"]["value"], record["indicator"]["beside_value"]) == ("92.7", "89.9")
    assert record["indicator"]["decided_by"] == "own"
    (found,) = (one for one in record["observations"] if one["origin"] == "outside")
    assert (found["measured_by"], found["n"], found["low"], found["high"]) == ("某调查公司", "1200", "88.1", "91.7")
    with zipfile.ZipFile(io.BytesIO(client.get("/board/2022-2025/data.zip").content)) as archive:
        lines = list(csv.DictReader(io.StringIO(archive.read("data/indicators.csv").decode())))
    assert [line["beside_value"] for line in lines] == ["89.9"]
    proof = json.loads(client.get(reverse("board:observation-proof", args=[outside.public_id])).content)
    assert proof["content"]["inputs"]["measured_by"] == "某调查公司"


def test_both_proofs_stand_on_page_answer_package_report_and_closing_file(own, outside, satisfied, client):
    """2025's 52: whoever takes any of them away finds both figures, and can open both to what they were made from."""
    page = client.get("/board/2022-2025/52/").content.decode()
    for held in (own, outside):
        assert reverse("board:figure-detail", args=[held.public_id]) in page
        shown = client.get(reverse("board:figure-detail", args=[held.public_id])).content.decode()
        assert held.content_hash in shown
        assert client.get(f"/board/api/v1/observations/{held.public_id}").json()["sha256"] == held.content_hash
    record = client.get("/board/2022-2025/api/v1/indicators/52").json()
    assert {one["sha256"] for one in record["observations"]} == {own.content_hash, outside.content_hash}
    with zipfile.ZipFile(io.BytesIO(client.get("/board/2022-2025/data.zip").content)) as archive:
        packed = archive.read("data/observations.csv").decode()
    plan, day = satisfied.plan, dt.date(2026, 5, 1)
    words = words_of(pack_of(plan, parse_period("2025"), day))
    index = next(table for table in words.tables if table.title == "数据来源与佐证索引")
    assert [row[-1] for row in index.rows] == [own.content_hash[:16], outside.content_hash[:16]]
    notes = "".join(words.notes)
    for said in ("某调查公司", "采购合同2025-018号", "1200", "88.1—91.7", "89.9%", "不作平均"):
        assert said in notes, said
    content = json.dumps(closing_content(plan, day), ensure_ascii=False)
    for held in (own, outside):
        assert held.content_hash in packed
        assert held.content_hash in content


def test_one_person_enters_it_and_another_publishes(satisfied, now):
    person = officer()
    entered = enter_observation(actor=person, now=now, indicator=satisfied, entry=said())
    assert entered.origin == Origin.OUTSIDE
    with pytest.raises(PermissionDenied):
        approve_observation(actor=person, now=now, observation=entered)
    published = approve_observation(actor=officer(), now=now, observation=entered)
    assert drift_of(published) == ""


def test_of_a_drawn_indicator_nothing_else_is_entered_and_of_others_nothing_from_outside(satisfied, now):
    with pytest.raises(PermissionDenied):
        enter_observation(actor=officer(), now=now, indicator=satisfied, entry=entry())
    with pytest.raises(PermissionDenied):
        enter_observation(actor=officer(), now=now, indicator=IndicatorFactory(number=13), entry=said())


def test_once_a_period_and_a_correction_stays_from_outside(outside, satisfied, own, now):
    with pytest.raises(Refused):
        enter_observation(actor=officer(), now=now, indicator=satisfied, entry=said())
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(indicator=satisfied, period="2025", origin=Origin.OUTSIDE)
    revised = revise_observation(actor=officer(), now=now, observation=outside, entry=said(), reason="合同号更正")
    assert revised.origin == Origin.OUTSIDE
    assert set(Observation.objects.standing()) == {own, outside}


def test_the_form_asks_who_how_many_and_under_which_contract(satisfied):
    desk = signed_in(officer())
    address = reverse("board:observation-create", args=["2022-2025", 52])
    form = desk.get(address).context["form"]
    assert {"measured_by", "contract", "n", "low", "high", "level", "files"} <= set(form.fields)
    errors = desk.post(address, {"period": "2025", "value": "89", "low": "90", "high": "91"}).context["form"].errors
    assert {"measured_by", "contract", "low", "files"} <= set(errors)


VALUES = st.lists(st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10), max_size=4)


def figures(indicator, values, origin) -> list[Observation]:
    return [
        Observation(
            pk=next(KEYS), indicator=indicator, period=str(2022 + place), value=value, origin=origin, approved_at=True
        )
        for place, value in enumerate(values)
    ]


@pytest.mark.parametrize("decided_by", DecidedBy.values)
@given(own=VALUES, outside=VALUES, other=VALUES)
def test_neither_moves_the_other(decided_by, own, outside, other):
    """Whatever the one says, the state rests on the other alone."""
    plan = Plan(starts_on=dt.date(2022, 1, 1), ends_on=dt.date(2025, 12, 31))
    indicator = Indicator(
        plan=plan,
        number=52,
        target_kind="reach",
        target_operator="ge",
        target_value=Decimal(90),
        drawn_as=52,
        decided_by=decided_by,
    )
    drawn, measured = figures(indicator, own, Origin.DERIVED), figures(indicator, outside, Origin.OUTSIDE)
    swapped = figures(indicator, other, Origin.OUTSIDE if decided_by == DecidedBy.OWN else Origin.DERIVED)
    deciding = drawn if decided_by == DecidedBy.OWN else measured
    day = dt.date(2026, 5, 1)
    found, changed = row_of(indicator, [*drawn, *measured], day), row_of(indicator, [*deciding, *swapped], day)
    assert (found.state, found.latest, found.said.progress) == (changed.state, changed.latest, changed.said.progress)
    assert found.state == row_of(indicator, deciding, day).state
    assert found.latest is None or found.latest.value == deciding[-1].value
