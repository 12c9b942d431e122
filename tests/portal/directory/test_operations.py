from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from portal.directory.models import Area, Community, Department, Indicator, Plan, PlanProject, PlanTask
from portal.directory.operations import Counts, load_plan
from portal.directory.plan import read_plan

pytestmark = pytest.mark.django_db

FRESH = {
    "areas": Counts(9),
    "communities": Counts(125),
    "departments": Counts(16),
    "plans": Counts(1),
    "indicators": Counts(52),
    "projects": Counts(7),
    "tasks": Counts(30),
}


def test_everything_comes_in_once():
    assert load_plan() == FRESH
    assert load_plan() == {name: Counts(0, 0, counts.created) for name, counts in FRESH.items()}
    models = (Area, Community, Department, Plan, Indicator, PlanProject, PlanTask)
    assert [model.objects.count() for model in models] == [9, 125, 16, 1, 52, 7, 30]


def test_rows_say_what_the_plan_says():
    load_plan()
    zone = Area.objects.get(code="jingkai")
    assert (zone.parent.code, zone.quarterly_event_quota, zone.official_code) == ("tianning", None, "")
    satisfaction = Indicator.objects.get(number=52)
    assert (satisfaction.target_value, satisfaction.mandatory, satisfaction.all_areas) == (90, True, True)
    assert [department.code for department in satisfaction.departments.all()] == ["env"]
    assert satisfaction.responsible_text_en == "Ecology and Environment Bureau; each town and subdistrict"
    assert Community.objects.get(name="茶山村").area.name == "兰陵街道"
    assert PlanProject.objects.get(number=6).lead_en == "Urban Management Bureau"


def test_labels_follow_the_language():
    load_plan()
    area = Area.objects.get(code="hongmei")
    assert (str(area), area.label) == ("红梅街道", "红梅街道")
    with translation.override("en"):
        assert area.label == "Hongmei Subdistrict"
        assert Area(name="某街道").label == "某街道"
        assert all(indicator.label != indicator.name for indicator in Indicator.objects.all())


def test_what_an_administrator_set_stays():
    load_plan()
    jingkai = Area.objects.get(code="jingkai")
    Area.objects.filter(pk=jingkai.pk).update(quarterly_event_quota=2)
    Community.objects.filter(name="查家村").update(
        name_en="Zha Family Village", valid_until=date(2026, 6, 30), reporting_area=jingkai
    )
    load_plan()
    jingkai.refresh_from_db()
    assert jingkai.quarterly_event_quota == 2
    community = Community.objects.get(name="查家村")
    assert (community.valid_until, community.reporting_area) == (date(2026, 6, 30), jingkai)
    assert community.name_en == "Zha Family Village"


def test_what_the_plan_fixes_is_set_right_again():
    load_plan()
    Indicator.objects.filter(number=41).update(target_value=1)
    Indicator.objects.get(number=41).departments.clear()
    Area.objects.filter(code="jingkai").update(parent=None)
    assert load_plan()["indicators"] == Counts(0, 1, 51)
    indicator = Indicator.objects.get(number=41)
    assert (indicator.target_value, indicator.departments.count()) == (10, 4)
    assert Area.objects.get(code="jingkai").parent.code == "tianning"


def test_a_plan_without_our_english_still_loads():
    records = read_plan(settings.DISTRICT.plan_folder)
    load_plan(replace(records, projects=records.projects[:1], tasks=()), english={})
    assert Indicator.objects.get(number=1).name_en == ""
    assert Area.objects.get(code="hongmei").name_en == "Hongmei Subdistrict"


def test_command(capsys):
    call_command("load_plan")
    lines = capsys.readouterr().out.splitlines()
    assert "indicators: 52 created, 0 changed, 0 unchanged" in lines
    assert "communities: 125 created, 0 changed, 0 unchanged" in lines


def test_loading_again_reads_little(django_assert_max_num_queries):
    load_plan()
    with django_assert_max_num_queries(30):
        load_plan()
