"""PRI-02: who gives the account up is found nowhere any more; what was signed keeps its number."""

import pytest
from django.test import Client
from django.urls import reverse

from cells.models import Membership
from cells.permissions import is_owner
from cells.queries.organisations import kept_alone_by
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.administration.operations import NotAllowedError, StillInOfficeError, erase_account
from portal.home.operations import leave
from portal.home.views import leaving
from portal.inbox.operations import send
from portal.ledger.models import Entry
from portal.ledger.operations import record
from portal.ledger.queries import chain_break
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.inbox import TEMPLATE
from tests.kept import is_kept
from tests.portal.home.conftest import NAME, PHONE

pytestmark = pytest.mark.django_db

LEAVE = "/account/leave/"


def test_pri_02_an_account_goes_with_name_number_and_every_way_in(person, case, now):
    with_second_factor(person)
    Membership.objects.create(organisation=case.organisation, user=person, joined_at=now)
    client = Client()
    client.force_login(person)
    send(user=person, kind="application.returned", template=TEMPLATE, values={}, now=now)
    record(actor=person, now=now, action="organisation.join", subject=case.organisation)
    public_id = str(person.public_id)
    leave(actor=person, now=now)
    for words in (NAME, PHONE, PHONE.removeprefix("+86"), "ouyang@example.org", "p-unique-77", "JBSWY3DPEHPK3PXP"):
        assert not is_kept(words), words
    held = User.objects.get(public_id=public_id)
    assert (held.is_active, held.phone_index, held.has_usable_password()) == (False, None, False)
    assert not Membership.objects.filter(user=held).exists()
    assert list(Entry.objects.filter(actor=public_id).order_by("sequence").values_list("action", flat=True)) == [
        "organisation.join",
        "organisation.remove_member",
        "account.erase",
    ]
    assert chain_break() is None
    answer = client.get(reverse("inbox:task-list"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_who_holds_an_office_is_not_erased_and_nobody_erases_another(person, now):
    officer = GrantFactory(role=Role.EDITOR).user
    with pytest.raises(StillInOfficeError):
        leave(actor=officer, now=now)
    with pytest.raises(NotAllowedError):
        erase_account(actor=officer, now=now, user=person, reason="")
    security = GrantFactory(role=Role.SECURITY_ADMINISTRATOR).user
    erase_account(actor=security, now=now, user=person, reason="书面申请")
    assert not is_kept(NAME)


@pytest.fixture
def arrived(monkeypatch):
    """A client that has just signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        monkeypatch.setattr(leaving, "is_fresh", lambda request: True)
        return client

    return sign_in


def test_a_phone_left_on_a_table_deletes_nothing(person):
    client = Client()
    client.force_login(person)
    answer = client.post(LEAVE, {"sure": "on"})
    assert answer["Location"] == f"{reverse('account_login')}?next={LEAVE}"
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=person.pk).is_active


def test_the_page_asks_once_more_names_lonely_units_and_signs_out(person, case, now, arrived):
    Membership.objects.filter(organisation=case.organisation).update(user=person)
    client = arrived(person)
    assert case.organisation.name in client.post(LEAVE, {}).content.decode()
    assert User.objects.get(pk=person.pk).is_active
    assert client.post(LEAVE, {"sure": "on"})["Location"] == "/"
    assert not User.objects.get(pk=person.pk).is_active
    assert "_auth_user_id" not in client.session


def test_a_colleague_becomes_the_first_contact(person, case, now):
    Membership.objects.filter(organisation=case.organisation).update(user=person)
    heir = UserFactory()
    Membership.objects.create(organisation=case.organisation, user=heir, joined_at=now)
    assert list(kept_alone_by(person)) == []
    leave(actor=person, now=now)
    assert is_owner(heir, case.organisation)


def test_who_holds_an_office_reads_why_on_the_page(arrived):
    officer = with_second_factor(GrantFactory(role=Role.EDITOR).user)
    assert "安全管理员" in arrived(officer).post(LEAVE, {"sure": "on"}).content.decode()
    assert User.objects.get(pk=officer.pk).is_active
