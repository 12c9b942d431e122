"""One box finds a case, a unit, an event, a person or a figure, and only what the person may see."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus
from portal.accounts.roles import Role
from portal.directory.operations import load_plan
from portal.home.results.desk import found_on_desk
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.factories.campaigns import AreaFactory, EventFactory
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.cells import Case, OrganisationFactory, People

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def names(user, words) -> list[str]:
    return [row.title for _label, rows in found_on_desk(user, words) for row in rows]


@pytest.fixture
def stocked(now):
    load_plan()
    EventFactory(title="旧衣换绿植", place="红梅公园")
    EventFactory(title="郑陆的活动", area=AreaFactory(code="zhenglu"))
    OrganisationFactory.reset_sequence(1)
    return Case(People(), now, name="红梅实验小学").to(ApplicationStatus.CERTIFIED)


def test_by_any_part(stocked):
    reviewer = a_reviewer()
    assert "旧衣换绿植" in names(reviewer, "公园")
    assert names(reviewer, "实验小")[:2] == ["红梅实验小学", "红梅实验小学"]
    assert any("回收利用率" in name for name in names(reviewer, "回收利用率"))
    assert names(reviewer, "红") == names(reviewer, "") == names(reviewer, "没有的东西") == []


def test_nobody_finds_what_is_not_theirs(stocked):
    officer = an_officer(AreaFactory())
    assert "郑陆的活动" not in names(officer, "活动")
    auditor = GrantFactory(role=Role.AUDITOR).user
    assert names(auditor, "实验小学") == []


def test_people_are_found_by_who_keeps_the_accounts(client):
    GrantFactory(role=Role.EDITOR, user__username="xuyun", user__name="徐云")
    keeper = with_second_factor(GrantFactory(role=Role.SECURITY_ADMINISTRATOR).user)
    assert names(keeper, "徐云") == ["徐云"]
    assert names(a_reviewer(), "徐云") == []
    client.force_login(keeper)
    assert "徐云" in client.get(reverse("home:desk-find"), {"words": "徐云"}).content.decode()


def test_residents_have_no_such_box(client):
    assert client.get(reverse("home:desk-find")).status_code == 302
