"""The security administrator's screens: an account is made, invited, given and taken roles, closed and reopened."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.directory.models import Area, AreaKind, Department
from portal.ledger.models import Entry
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

pytestmark = pytest.mark.django_db
LIST = reverse("administration:account-list")


@pytest.fixture
def security():
    user, client = UserFactory(username="security"), Client()
    GrantFactory(user=user, role=Role.SECURITY_ADMINISTRATOR)
    client.force_login(with_second_factor(user))
    client.user = user
    return client


@pytest.fixture
def account():
    return UserFactory(username="new-officer", name="张三")


def page(account, name="account-detail") -> str:
    return reverse(f"administration:{name}", args=[account.public_id])


def actions() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("action", flat=True))


def test_a_new_account_stands_in_the_list(security):
    answer = security.post(LIST, {"username": "li.si", "name": "李四"})
    made = User.objects.get(username="li.si")
    assert answer.url == page(made)
    assert not made.has_usable_password()
    assert "li.si" in security.get(LIST).content.decode()
    assert actions() == ["account.create"]


@pytest.mark.parametrize("username", ["new-officer", "Li", "a", "李四", "li si"])
def test_a_name_that_is_taken_or_no_name_makes_no_account(security, account, username):
    before = User.objects.count()
    answer = security.post(LIST, {"username": username, "name": "李四"})
    assert answer.context["form"].errors["username"]
    assert User.objects.count() == before


def test_the_list_asks_as_often_for_three_accounts_as_for_one(security, django_assert_max_num_queries):
    GrantFactory(user=UserFactory(username="a-one"), role=Role.AUDITOR)
    security.get(LIST)
    with django_assert_max_num_queries(14) as few:
        security.get(LIST)
    for name in ("a-two", "a-three"):
        GrantFactory(user=UserFactory(username=name), role=Role.AUDITOR)
    with django_assert_max_num_queries(len(few)):
        security.get(LIST)


@pytest.mark.parametrize(
    ("role", "given", "wrong"),
    [
        (Role.STREET_OFFICER, {}, ["area"]),
        (Role.DEPARTMENT_OFFICER, {}, ["department"]),
        (Role.STREET_OFFICER, {"area": "hongmei"}, []),
        (Role.DEPARTMENT_OFFICER, {"department": "env"}, []),
        (Role.AUDITOR, {"area": "hongmei", "department": "env"}, []),
        ("applicant", {}, ["role"]),
    ],
)
def test_a_role_is_given_with_the_place_it_needs_and_no_other(security, account, role, given, wrong):
    area = Area.objects.create(code="hongmei", name="红梅街道", kind=AreaKind.STREET)
    department = Department.objects.create(code="env", name="区生态环境局")
    places = {"area": area, "department": department}
    answer = security.post(page(account), {"role": role, **{name: places[name].pk for name in given}})
    if wrong:
        assert list(answer.context["form"].errors) == wrong
        assert not account.grants.exists()
    else:
        grant = account.grants.get()
        assert answer.url == page(account)
        kept = {"area": grant.area, "department": grant.department}
        assert {name for name, place in kept.items() if place} == (set() if role == Role.AUDITOR else set(given))


def test_the_three_administrators_are_three_people_and_nobody_serves_themselves(security, account):
    GrantFactory(user=account, role=Role.DISTRICT_REVIEWER)
    assert security.post(page(account), {"role": Role.AUDITOR}).context["form"].errors["role"]
    own = security.post(page(security.user), {"role": Role.SECURITY_ADMINISTRATOR})
    assert own.context["form"].non_field_errors()
    assert security.post(page(security.user, "account-invite")).url == page(security.user)
    security.post(page(security.user, "account-close"), {"reason": "x"})
    security.user.refresh_from_db()
    assert security.user.is_active
    assert actions() == []


def test_the_invitation_is_shown_once_and_is_on_the_ledger(security, account):
    answer = security.post(page(account, "account-invite"))
    assert answer.context["link"] in answer.content.decode()
    assert actions() == ["account.invite"]
    assert security.get(page(account, "account-invite")).status_code == 405


def test_a_role_is_taken_back_with_a_reason_only(security, account):
    grant = GrantFactory(user=account, role=Role.DISTRICT_REVIEWER)
    security.post(page(account, "grant-revoke"), {"grant": grant.pk, "reason": ""})
    assert account.grants.exists()
    security.post(page(account, "grant-revoke"), {"grant": grant.pk, "reason": "调岗"})
    assert not account.grants.exists()
    assert Entry.objects.get(action="role.revoke").reason == "调岗"


def test_an_account_is_closed_with_a_reason_and_opened_again(security, account):
    GrantFactory(user=account, role=Role.DISTRICT_REVIEWER)
    for reason, active in (("", True), ("离职", False), ("返岗", True)):
        security.post(page(account, "account-close"), {"reason": reason})
        account.refresh_from_db()
        assert account.is_active is active
    assert actions() == ["account.close", "account.reopen"]
    assert "new-officer" in security.get(page(account)).content.decode()


def test_a_closed_account_is_deleted_for_good_and_leaves_the_list(security, account):
    erase, reason = page(account, "account-erase"), {"reason": "本人书面申请"}
    assert security.post(erase, reason).status_code == 404  # it is open
    User.objects.filter(pk=account.pk).update(is_active=False)
    grant = GrantFactory(user=account, role=Role.EDITOR)
    security.post(erase, reason)
    account.refresh_from_db()
    assert account.name == "张三"  # it holds an office
    grant.delete()
    security.post(erase, {"reason": ""})
    account.refresh_from_db()
    assert account.name == "张三"
    assert "new-officer" in security.get(LIST).content.decode()
    assert security.post(erase, reason).url == LIST
    account.refresh_from_db()
    assert (account.name, str(account)) == ("", "已注销账号")
    assert account.public_id.hex not in security.get(LIST).content.decode()
    assert actions() == ["account.erase"]
