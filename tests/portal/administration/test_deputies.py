"""Somebody acts for a colleague on leave: appointed by the security administrator, with dates, on the ledger."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Deputyship, User
from portal.accounts.permissions import holds
from portal.accounts.roles import Role
from portal.administration import operations
from portal.administration.queries import altered_deputyships
from portal.inbox.queries import tasks_for
from portal.ledger.models import Entry
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.cells import area
from tests.factories.inbox import TaskFactory

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": date(2026, 11, 25), "ends_on": date(2026, 12, 4)}


@pytest.fixture
def security():
    return GrantFactory(role=Role.SECURITY_ADMINISTRATOR).user


@pytest.fixture
def away():
    return GrantFactory(role=Role.DISTRICT_REVIEWER).user


@pytest.fixture
def deputy():
    return GrantFactory(role=Role.STREET_OFFICER, area=area()).user


def appointed(security, away, deputy, now, **other):
    asked = {"actor": security, "now": now, "person": away, "deputy": deputy, "reason": "年休假", **DAYS}
    return operations.appoint_deputy(**asked | other)


@pytest.mark.parametrize(
    ("moment", "is_lent"),
    [
        ("2026-11-24T23:59:00+08:00", False),
        ("2026-11-25T00:00:00+08:00", True),
        ("2026-12-04T23:59:00+08:00", True),
        ("2026-12-05T00:00:00+08:00", False),
    ],
)
def test_from_the_first_to_the_last_day(security, away, deputy, now, at, moment, is_lent):
    appointed(security, away, deputy, now)
    at(now.fromisoformat(moment))
    assert holds(User.objects.get(pk=deputy.pk), Role.DISTRICT_REVIEWER) is is_lent
    assert holds(User.objects.get(pk=away.pk), Role.DISTRICT_REVIEWER)
    assert not holds(User.objects.get(pk=away.pk), Role.STREET_OFFICER)


def test_ended_early_it_ends_at_once_and_the_ledger_knows(security, away, deputy, now, at):
    row = appointed(security, away, deputy, now)
    later = now.fromisoformat("2026-11-27T09:00:00+08:00")
    operations.end_deputyship(actor=security, now=later, deputyship=row, reason="提前返岗")
    operations.end_deputyship(actor=security, now=later, deputyship=row, reason="再来")
    at(later)
    assert not holds(User.objects.get(pk=deputy.pk), Role.DISTRICT_REVIEWER)
    assert list(Entry.objects.order_by("sequence").values_list("action", flat=True)) == ["deputy.appoint", "deputy.end"]
    assert list(altered_deputyships()) == []
    Deputyship.objects.update(ends_on=date(2027, 3, 1))
    assert len(list(altered_deputyships())) == 1


def test_what_is_not_lent(security, away, deputy, now):
    same, nobody = GrantFactory(role=Role.DISTRICT_REVIEWER).user, UserFactory()
    for fault, other in (
        (operations.NotAllowedError, {"actor": away}),
        (operations.NotAllowedError, {"deputy": security}),
        (operations.NothingToLendError, {"deputy": same}),
        (operations.NothingToLendError, {"person": nobody}),
        (operations.ExclusiveRoleError, {"deputy": GrantFactory(role=Role.AUDITOR).user}),
    ):
        with pytest.raises(fault):
            appointed(**{"security": security, "away": away, "deputy": deputy, "now": now} | other)
    appointed(security, away, deputy, now)
    with pytest.raises(operations.DeputyTakenError):
        appointed(security, away, GrantFactory(role=Role.EVALUATOR).user, now)
    with pytest.raises(operations.ExclusiveRoleError):
        operations.grant_role(actor=security, now=now, user=deputy, role=Role.AUDITOR)
    assert not Deputyship.objects.exclude(deputy=deputy).exists()


@pytest.mark.parametrize(("role", "is_seen"), [(Role.DISTRICT_REVIEWER, True), (Role.EVALUATOR, False), ("", False)])
def test_what_waits_for_the_person_is_seen_where_its_role_is_lent(security, away, deputy, now, at, role, is_seen):
    """Which units somebody judges as an evaluator, or acts for as a member, is nobody else's affair."""
    appointed(security, away, deputy, now)
    at(now.fromisoformat("2026-11-26T09:00:00+08:00"))
    task = TaskFactory(user=away, role=role, now=now)
    assert list(tasks_for(User.objects.get(pk=away.pk))) == [task]
    assert list(tasks_for(User.objects.get(pk=deputy.pk))) == [task] * is_seen
    colleague = GrantFactory(role=Role.DISTRICT_REVIEWER).user
    assert not tasks_for(colleague).exists()


def test_on_the_pages(security, away, deputy, now, at):
    at(now)
    client, page = Client(), reverse("administration:deputy-list", args=[away.public_id])
    client.force_login(with_second_factor(security))
    assert page in client.get(reverse("administration:account-detail", args=[away.public_id])).content.decode()
    sent = {"deputy": deputy.pk, "starts_on": "2026-11-24", "ends_on": "2026-12-04", "reason": "年休假"}
    for wrong in ({"starts_on": "2026-11-23"}, {"ends_on": "2026-11-23"}, {"ends_on": "2027-12-04"}, {"reason": ""}):
        assert client.post(page, sent | wrong).status_code == 400, wrong
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 400
    shown = client.get(page).content.decode()
    assert "2026-11-24" in shown
    own = Client()
    own.force_login(with_second_factor(deputy))
    assert "2026-12-04" in own.get(reverse("inbox:task-list")).content.decode()
    end = {"deputyship": Deputyship.objects.get().public_id}
    address = reverse("administration:deputy-end", args=[away.public_id])
    client.post(address, end)
    assert Deputyship.objects.get().ended_at is None
    client.post(address, end | {"reason": "提前返岗"})
    assert Deputyship.objects.get().ended_at == pytest.approx(now, abs=now.resolution * 10**8)
    assert "2026-12-04" not in own.get(reverse("inbox:task-list")).content.decode()
