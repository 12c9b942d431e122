"""What is missing before the portal opens is named, each for whoever sees to it, with the page where it is done."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import RubricState
from cells.models import Rubric, Scheme
from portal.accounts.roles import Role
from portal.administration.queries import OFFICES
from portal.directory.models import Area, Plan
from portal.directory.operations import load_plan
from portal.manifests import declared
from portal.upkeep.queries.first_day import rows_for
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.cells import kind

pytestmark = pytest.mark.django_db
PAGE = reverse("upkeep:first-day-show")
DAY = date(2026, 11, 30)


def somebody(role, **place):
    return with_second_factor(GrantFactory(user=UserFactory(), role=role, **place).user)


@pytest.fixture
def administrator():
    return somebody(Role.DISTRICT_ADMINISTRATOR)


def missing(user, label, day=DAY):
    (row,) = [row for row in rows_for(user, day) if str(row.line.label) == label]
    return row.missing


def test_each_line_leads_to_a_page_or_says_what_to_do():
    for line in declared("first_day"):
        assert line.advice or reverse(line.name), line.label


def test_roles_are_missing_until_enough_people_hold_them(administrator):
    roles = "各角色都有人"
    assert "区级管理员 1/2" in missing(administrator, roles)
    for role, wanted in OFFICES.items():
        for _ in range(wanted):
            somebody(role)
    assert missing(administrator, roles) == []
    GrantFactory._meta.model.objects.filter(role=Role.AUDITOR).get().user.delete()
    assert missing(administrator, roles) == ["审计员 0/1"]


def test_places_and_offices_of_the_plan_are_named_until_each_has_its_officer(administrator):
    load_plan()
    streets, offices = "各镇街道都有经办人", "方案所列各部门都有经办人"
    assert len(missing(administrator, streets)) == 7
    assert len(missing(administrator, offices)) == 16
    street = Area.objects.get(code="hongmei")
    somebody(Role.STREET_OFFICER, area=street)
    assert street.label not in missing(administrator, streets)
    Area.objects.filter(pk=street.pk).update(quarterly_event_quota=None)
    assert missing(administrator, "各镇街道都有季度活动场次要求") == [street.label]


def test_a_plan_that_is_over_and_an_unknown_year_are_said(administrator):
    load_plan()
    plan = Plan.objects.get()
    assert missing(administrator, "有正在执行的方案") == [plan.name]
    assert missing(administrator, "有正在执行的方案", plan.ends_on) == []
    assert missing(administrator, "放假调休安排已录入", date(2026, 10, 31)) == []
    assert missing(administrator, "放假调休安排已录入") == ["2027"]


def test_a_scheme_in_draft_and_a_kind_without_rubric_are_named(administrator, now):
    office = kind("jiguan", now)
    document, rubrics = "认定方案有正式依据文件", "各类单位都有评分表"
    assert missing(administrator, document) == [office.scheme.label]
    Scheme.objects.update(is_draft=False, basis_number="天无废办〔2026〕1号")
    assert missing(administrator, document) == []
    assert missing(administrator, rubrics) == []
    Rubric.objects.filter(unit_type=office).update(state=RubricState.RETIRED)
    assert missing(administrator, rubrics) == [office.label]


def test_an_editor_reads_the_own_lines_and_nobody_is_led_where_he_may_not_go():
    assert [str(row.line.label) for row in rows_for(somebody(Role.EDITOR), DAY)] == ["首批动态已发布"]
    for role in (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR):
        desk = Client()
        desk.force_login(user := somebody(role))
        own = [reverse(row.line.name) for row in rows_for(user, DAY) if row.is_own and row.line.name]
        assert own
        # What editors may open in the content system, its own tests say.
        assert {desk.get(address).status_code for address in own if not address.startswith("/cms/")} <= {200}
        page = desk.get(PAGE).content.decode()
        table = page[page.index("<table") : page.index("</table>")]
        assert table.count("<a href=") == len(own)


@pytest.mark.parametrize(("way", "words"), [("", "开通准备"), ("/en", "Before the portal opens")])
def test_the_page_says_how_much_is_missing_and_where_it_is_done(administrator, way, words):
    desk = Client()
    desk.force_login(administrator)
    page = desk.get(way + PAGE).content.decode()
    assert words in page
    assert "PORTAL_FOOTER_HOST" in page
    assert reverse("areas:index") in page


def test_as_many_questions_for_a_whole_district_as_for_none(administrator, django_assert_num_queries):
    load_plan()
    with django_assert_num_queries(13):
        rows_for(administrator, DAY)


def test_the_place_that_is_marked_is_the_nearest_alone(administrator):
    desk = Client()
    desk.force_login(administrator)
    page = desk.get(PAGE).content.decode()
    assert page.count('aria-current="page"') == 1
    assert 'aria-current="true"' not in page
