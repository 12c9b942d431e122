"""The directory's screens: for the district administrator, and only as much as may change."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from portal.directory.models import Area, Community
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.directory import AreaFactory, CommunityFactory

pytestmark = pytest.mark.django_db


def signed_in(role: Role) -> Client:
    prepare_groups()
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=role)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator():
    return signed_in(Role.DISTRICT_ADMINISTRATOR)


def test_a_quota_is_changed_and_nothing_else_of_an_area(administrator):
    area = AreaFactory(name="郑陆镇")
    address = reverse("areas:edit", args=[area.pk])
    assert administrator.get(address).status_code == 200
    answer = administrator.post(address, {"quarterly_event_quota": "4", "name": "别的", "code": "x"})
    assert answer.status_code == 302
    area.refresh_from_db()
    assert (area.quarterly_event_quota, area.name) == (4, "郑陆镇")


def test_areas_are_neither_made_nor_deleted(administrator):
    area = AreaFactory()
    administrator.post(reverse("areas:add"), {"quarterly_event_quota": "4"})
    administrator.post(reverse("areas:delete", args=[area.pk]))
    assert list(Area.objects.all()) == [area]


def test_a_community_ends_but_is_not_deleted(administrator):
    community = CommunityFactory()
    values = {name: getattr(community, name) for name in ("code", "name", "official_name", "kind")}
    address = reverse("communities:edit", args=[community.pk])
    answer = administrator.post(address, values | {"area": community.area_id, "valid_until": "2026-06-30"})
    assert answer.status_code == 302
    administrator.post(reverse("communities:delete", args=[community.pk]))
    assert str(Community.objects.get().valid_until) == "2026-06-30"


def test_a_community_that_ends_before_it_begins_is_refused_in_words(administrator):
    community = CommunityFactory()
    values = {name: getattr(community, name) for name in ("code", "name", "official_name", "kind")}
    dates = {"area": community.area_id, "valid_from": "2026-07-01", "valid_until": "2026-06-30"}
    answer = administrator.post(reverse("communities:edit", args=[community.pk]), values | dates)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


@pytest.mark.parametrize("name", ["areas:index", "communities:index"])
def test_lists_are_the_administrators(administrator, name):
    CommunityFactory()
    assert administrator.get(reverse(name)).status_code == 200
    assert signed_in(Role.EDITOR).get(reverse(name)).status_code == 302
