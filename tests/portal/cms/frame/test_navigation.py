"""Every way leads somewhere, and is offered to nobody whom the room would refuse."""

import importlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from portal.accounts.roles import Role
from portal.cms.frame import navigation
from portal.manifests import declared
from tests.factories.accounts import GrantFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ROOMS = ("administration", "board", "campaigns", "cells", "home", "inbox", "ledger", "surveys")


def matrix():
    found = {}
    for room in ROOMS:
        found |= importlib.import_module(f"tests.access.{room}").MATRIX
    return found


def places_of(rf, user):
    request = rf.get("/")
    request.user = user
    return {place["url"] for place in navigation.places(request)}


@pytest.mark.parametrize("way", [*declared("tasks"), *declared("places")], ids=lambda way: way.name)
def test_every_way_leads_somewhere(way):
    assert reverse(way.name).startswith("/")


@pytest.mark.parametrize("way", declared("places"), ids=lambda way: way.name)
def test_places_are_offered_to_those_who_may_enter(way):
    access = matrix().get(way.name)
    assert access is None or {str(role) for role in way.roles} <= access.get


def test_nobody_has_no_places(rf):
    assert places_of(rf, AnonymousUser()) == set()


def test_a_resident_sees_their_own(rf):
    assert places_of(rf, UserFactory()) == {reverse("cells:application-list"), reverse("usersessions_list")}


def test_staff_see_the_rooms_of_their_role(rf):
    evaluator = GrantFactory(role=Role.EVALUATOR).user
    assert places_of(rf, evaluator) == {
        reverse("cells:evaluation-list"),
        reverse("cells:expert-own"),
        reverse("usersessions_list"),
    }
