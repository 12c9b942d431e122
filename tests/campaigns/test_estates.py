"""Model communities and standard-reaching estates: proposed by the street, recognised by the district, shown by area."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from campaigns import operations, queries
from campaigns.enums import EstateState, EstateStep
from campaigns.models import Estate
from campaigns.workflow import ESTATES
from portal.ledger.queries import entries_about
from tests.factories.campaigns import AreaFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)
FACTS = {"name": "翠竹新村", "name_en": "", "kind": "model", "community": None, "households": 800}
FACTS |= {"story": "撤桶并点，定时投放。", "story_en": ""}


@pytest.fixture
def proposed(area, now):
    return operations.propose_estate(actor=an_officer(area), now=now, area=area, facts=FACTS)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("proposed", {"tell", "recognise", "lapse"}),
        ("recognised", {"tell", "lapse"}),
        ("lapsed", {"recognise"}),
    ],
)
def test_what_may_follow(state, steps):
    assert {step.name for step in ESTATES.open_steps(state)} == steps
    for step in set(EstateStep) - {EstateStep(found) for found in steps}:
        with refused("closed"):
            ESTATES.after(step, state)


def test_the_street_proposes_and_the_district_recognises(proposed, area, now):
    officer, reviewer = an_officer(area), a_reviewer()
    with pytest.raises(PermissionDenied):
        operations.recognise_estate(actor=officer, now=now, estate=proposed, recognised_on=DAY, version=1)
    told = operations.tell_estate(actor=officer, now=now, estate=proposed, facts=FACTS | {"households": 900}, version=1)
    with refused("stale"):
        operations.recognise_estate(actor=reviewer, now=now, estate=told, recognised_on=DAY, version=1)
    found = operations.recognise_estate(actor=reviewer, now=now, estate=told, recognised_on=DAY, version=2)
    assert (found.state, found.recognised_on, found.households) == (EstateState.RECOGNISED, DAY, 900)
    lapsed = operations.lapse_estate(actor=reviewer, now=now, estate=found, reason="垃圾房拆除", version=3)
    assert [entry.action for entry in entries_about(lapsed)] == [
        "estate.propose",
        "estate.tell",
        "estate.recognise",
        "estate.lapse",
    ]


def test_what_is_refused(proposed, area, now):
    tomorrow = dt.date(2026, 11, 25)
    with pytest.raises(ValidationError):
        operations.recognise_estate(actor=a_reviewer(), now=now, estate=proposed, recognised_on=tomorrow, version=1)
    with refused("unfit", "不再认定"):
        operations.lapse_estate(actor=a_reviewer(), now=now, estate=proposed, reason=" ", version=1)
    with pytest.raises(ValidationError):
        operations.propose_estate(actor=an_officer(area), now=now, area=area, facts=FACTS)
    with pytest.raises(PermissionDenied):
        operations.propose_estate(actor=an_officer(area), now=now, area=AreaFactory(code="zhenglu"), facts=FACTS)


def test_every_area_is_shown_in_the_plans_order_and_who_lacks_a_model_is_told_so(proposed, now, client):
    zone = AreaFactory(code="jingkai", kind="zone", position=90)
    town = AreaFactory(code="zhenglu", kind="town", position=80)
    operations.recognise_estate(actor=a_reviewer(), now=now, estate=proposed, recognised_on=DAY, version=1)
    rows = {row.area: (len(row.models), row.needs_model) for row in queries.estates_by_area()}
    assert rows == {proposed.area: (1, False), town: (0, True), zone: (0, False)}
    page = client.get(reverse("campaigns:estate-list")).content.decode()
    assert "翠竹新村" in page
    assert "尚无" in page
    detail = reverse("campaigns:estate-detail", args=[proposed.public_id])
    assert "撤桶并点" in client.get(detail).content.decode()


def test_residents_see_only_what_is_recognised(proposed, client):
    assert client.get(reverse("campaigns:estate-detail", args=[proposed.public_id])).status_code == 404
    assert "翠竹新村" not in client.get(reverse("campaigns:estate-list")).content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(area, now, count_queries):
    def more(*names):
        for name in names:
            Estate.objects.create(
                **FACTS | {"name": name},
                area=area,
                state="recognised",
                recognised_on=DAY,
                created_by=an_officer(area),
                created_at=now,
            )

    more("甲")
    one = count_queries(lambda: [row.models for row in queries.estates_by_area()])
    more("乙", "丙")
    assert count_queries(lambda: [row.models for row in queries.estates_by_area()]) == one


def test_the_desk(client, area, proposed):
    client.force_login(an_officer(area))
    assert "翠竹新村" in client.get(reverse("campaigns:estate-desk")).content.decode()
    sent = {
        "kind": "standard",
        "name": "水岸花园",
        "story": "一家一卡",
        "state": "recognised",
        "recognised_on": "2026-01-01",
    }
    assert client.post(reverse("campaigns:estate-add"), sent).status_code == 302
    added = Estate.objects.get(name="水岸花园")
    assert (added.state, added.recognised_on, added.area) == ("proposed", None, area)
    again = client.post(reverse("campaigns:estate-add"), sent)
    assert again.status_code == 400
    change = reverse("campaigns:estate-change", args=[added.public_id])
    assert client.post(change, sent | {"name": "水岸花苑", "version": 1}).status_code == 302
    late = client.post(change, sent | {"story": "写了很久的话", "version": 1})
    assert (late.status_code, "写了很久的话" in late.content.decode()) == (409, True)
    assert client.get(change).context["steps"] == {"tell"}


def test_the_district_decides_at_the_desk(client, proposed):
    client.force_login(a_reviewer())
    steps = {step: reverse(f"campaigns:estate-{step}", args=[proposed.public_id]) for step in ("recognise", "lapse")}
    assert client.post(steps["recognise"], {"version": 1, "recognised_on": "2999-01-01"}).status_code == 400
    assert client.post(steps["recognise"], {"version": 1, "recognised_on": "2026-11-01"}).status_code == 302
    assert client.post(steps["recognise"], {"version": 2, "recognised_on": "2026-11-01"}).status_code == 409
    assert client.post(steps["lapse"], {"version": 2, "reason": "查实未达标"}).status_code == 302
    proposed.refresh_from_db()
    assert proposed.state == "lapsed"


def test_an_english_reader_gets_the_english_story_where_there_is_one():
    estate = Estate(story="中文", story_en="English")
    with translation.override("en"):
        assert (estate.told, Estate(story="中文").told) == ("English", "中文")
    assert estate.told == "中文"
