from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.roles import Role
from surveys.enums import WaveState
from surveys.models import Estimate, Margin, MarginCount
from surveys.operations.estimates import prepare_estimates
from tests.factories import surveys as factory

NOW = factory.NOW


def margin(counts, dimension="age", **changes):
    fields = {"source": "区统计局", "counted_on": NOW.date() - timedelta(days=300)} | changes
    made = Margin.objects.create(dimension=dimension, **fields)
    MarginCount.objects.bulk_create(MarginCount(margin=made, category=c, population=n) for c, n in counts.items())
    return made


def test_a_stand_in_is_called_one(db):
    with pytest.raises(ValidationError, match="代替"):
        Margin(dimension="age", source="x", counted_on=NOW.date(), is_proxy=True).full_clean()
    assert margin({}, is_proxy=True, proxy_for="18 岁以上").as_data()["proxy_for"] == "18 岁以上"
    assert margin({}, proxy_for="不用").as_data()["proxy_for"] == ""


def test_a_category_by_area_is_an_area(db):
    factory.AreaFactory()
    by_area = margin({}, "area")
    MarginCount(margin=by_area, category="hongmei", population=1).full_clean()
    with pytest.raises(ValidationError):
        MarginCount(margin=by_area, category="nowhere", population=1).full_clean()
    assert str(MarginCount(margin=margin({}), category="a60")) == "a60"


def test_figures_are_weighted_to_the_newest_population_before_the_close(wave):
    margin({"a18_29": 100, "a60": 300, "a14_17": 50})
    margin({"a60": 1}, counted_on=NOW.date() + timedelta(days=900))
    factory.answered(wave, 30, age="a18_29")
    factory.answered(wave, 30, age="a60", overall="dissatisfied")
    wave.state = WaveState.CLOSED
    wave.save()
    prepare_estimates(wave=wave, actor=factory.staff(Role.DEPARTMENT_OFFICER), now=NOW)
    found = Estimate.objects.get(measure="i52")
    assert found.inputs["margins"][0]["population"] == {"a18_29": 100, "a60": 300}
    assert (found.result["value"], found.result["unweighted_value"]) == (25.0, 50.0)
    assert found.result["weighting"] == {"method": "rake", "margins": ["age"], "why": "", "joined": {}, "unknown": {}}
    assert str(Margin.objects.first()).startswith("年龄")
