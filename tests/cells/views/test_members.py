"""Members, takeovers and help as a browser uses them."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Application, Invitation, Membership, Takeover
from portal.accounts.roles import Role
from tests.cells.operations.test_membership import PHONE, with_phone
from tests.factories.cells import Case, area, credit_code, granted, scheme
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(case, client_of, at):
    at(case.now)
    return client_of(case.member)


def page_of(case):
    return reverse("cells:organisation-show", args=[case.organisation.public_id])


def test_a_colleague_is_invited_and_joins(case, client, client_of):
    page = client.get(page_of(case)).content.decode()
    assert "本单位只有一名经办人" in page
    assert client.post(page_of(case), {"step": "invite", "invite-phone": "12"}).status_code == 400
    assert client.post(page_of(case), {"step": "invite", "invite-phone": PHONE[3:]}).status_code == 302
    page = client.get(page_of(case)).content.decode()
    assert "138****8777" in page
    assert PHONE[3:] not in page
    theirs = client_of(with_phone())
    assert "邀请您为" in theirs.get(reverse("cells:application-list")).content.decode()
    answer = reverse("cells:invitation-answer", args=[Invitation.objects.get().public_id])
    assert client.post(answer, {"accept": "1"}).status_code == 404
    assert theirs.post(answer, {"accept": "1"}).status_code == 302
    assert theirs.post(answer, {"accept": "1"}).status_code == 404
    assert theirs.get(reverse("cells:application-show", args=[case.row.public_id])).status_code == 200
    assert "step=" not in theirs.get(page_of(case)).content.decode()


def test_an_invitation_is_declined_or_withdrawn(case, client, client_of):
    for _round in range(2):
        client.post(page_of(case), {"step": "invite", "invite-phone": PHONE[3:]})
    invitation = Invitation.objects.get()
    theirs = client_of(with_phone())
    theirs.post(reverse("cells:invitation-answer", args=[invitation.public_id]), {"decline": "1"})
    client.post(page_of(case), {"step": "invite", "invite-phone": PHONE[3:]})
    invitation = Invitation.objects.get(withdrawn_at=None)
    withdraw = reverse("cells:invitation-withdraw", args=[invitation.public_id])
    assert theirs.post(withdraw).status_code == 404
    assert client.post(withdraw).status_code == 302
    assert not Invitation.objects.filter(withdrawn_at=None).exists()


def test_a_unit_changes_name_and_address_and_nothing_else(case, client):
    fields = {"step": "change", "change-name": "新名称", "change-address": "新堂北路 9 号", "change-community": ""}
    client.post(page_of(case), fields | {"change-credit_code": credit_code(9), "change-area": "1", "unit_type": "2"})
    before = case.organisation
    case.organisation.refresh_from_db()
    assert (case.organisation.name, case.organisation.address) == ("新名称", "新堂北路 9 号")
    assert case.organisation.credit_code == before.credit_code


def test_members_leave_by_themselves(case, client, client_of):
    other = Membership.objects.create(organisation=case.organisation, user=with_phone(), joined_at=case.now)
    theirs = client_of(other.user)
    first = reverse("cells:member-remove", args=[case.organisation.public_id, case.member.public_id])
    assert theirs.post(first).status_code == 403
    leave = reverse("cells:member-remove", args=[case.organisation.public_id, other.user.public_id])
    assert theirs.post(leave)["Location"] == reverse("cells:application-list")
    assert theirs.get(page_of(case))["Location"].startswith("/account/login/")  # what the session stood on is gone
    other.user.refresh_from_db()
    assert client_of(other.user).get(page_of(case)).status_code == 404
    page = client.post(first, follow=True, headers={"referer": f"http://testserver{page_of(case)}"})
    assert "至少一名经办人" in page.content.decode()
    assert case.organisation.memberships.count() == 1


def test_a_takeover_from_the_letter_to_the_file(case, people, client, client_of):
    ask = reverse("cells:takeover-request")
    theirs = client_of(people.resident)
    fields = {"credit_code": case.organisation.credit_code, "reason": "原经办人离职", "proof": upload()}
    assert theirs.get(ask).status_code == 200
    assert theirs.post(ask, fields | {"credit_code": credit_code(321), "proof": upload()}).status_code == 400
    assert theirs.post(ask, fields | {"proof": ""}).status_code == 400
    assert theirs.post(ask, fields | {"proof": upload()}).status_code == 302
    takeover = Takeover.objects.get()
    show = reverse("cells:takeover-show", args=[takeover.public_id])
    letter = reverse("cells:takeover-proof", args=[takeover.public_id])
    officer = client_of(people.officer)
    assert show in officer.get(reverse("cells:review-list")).content.decode()
    assert officer.get(letter).status_code == 200
    other = client_of(people.other_officer)
    assert (other.get(show).status_code, other.get(letter).status_code) == (404, 404)
    leaving = case.organisation.memberships.get().pk
    assert officer.post(show, {"verdict": "approve", "leaving": [leaving]}).status_code == 400
    officer.post(show, {"verdict": "approve", "leaving": [leaving], "answer": "已电话核实"})
    assert client.get(page_of(case))["Location"].startswith("/account/login/")
    case.member.refresh_from_db()
    assert client_of(case.member).get(page_of(case)).status_code == 404
    assert theirs.get(page_of(case)).status_code == 200
    assert officer.get(letter).status_code == 404


def test_a_takeover_is_refused(case, people, client, client_of):
    theirs = client_of(people.resident)
    fields = {"credit_code": case.organisation.credit_code, "reason": "原经办人离职", "proof": upload()}
    theirs.post(reverse("cells:takeover-request"), fields)
    show = reverse("cells:takeover-show", args=[Takeover.objects.get().public_id])
    client_of(people.officer).post(show, {"verdict": "refuse", "answer": "无公章"})
    assert Takeover.objects.get().state == "refused"
    assert client.get(page_of(case)).status_code == 200


def test_an_officer_fills_in_for_a_shop_and_the_owner_takes_over(people, now, client_of, at):
    scheme(now)
    at(now)
    officer = client_of(people.officer)
    start = reverse("cells:assist-start")
    unit_type = Case(people, now).organisation.unit_type
    fields = {
        "name": "小馆",
        "credit_code": credit_code(555),
        "unit_type": unit_type.pk,
        "area": area().pk,
        "address": "路 1 号",
        "phone": PHONE[3:],
    }
    assert officer.post(start, fields).status_code == 400
    assert officer.post(start, fields | {"agreed": "on", "area": area("lanling").pk}).status_code == 400
    page = officer.post(start, fields | {"agreed": "on"}, follow=True)
    row = Application.objects.get(organisation__name="小馆")
    assert "工作人员协助填报" in page.content.decode()
    assert reverse("cells:application-show", args=[row.public_id]) in officer.get(start).content.decode()
    submit = reverse("cells:assist-submit", args=[row.public_id])
    assert officer.get(submit).status_code == 200
    data = {"agreed": "on", "name": "店主", "paper": upload()}
    unready = officer.post(submit, data)
    assert (unready.status_code, "还有内容未填写完整。" in unready.content.decode()) == (422, True)
    assert Application.objects.get(pk=row.pk).status == Status.DRAFT
    assert client_of(granted(Role.STREET_OFFICER, area=area())).get(submit).status_code == 404
    owner = client_of(with_phone())
    invitation = Invitation.objects.get(organisation=row.organisation)
    owner.post(reverse("cells:invitation-answer", args=[invitation.public_id]), {"accept": "1"})
    assert owner.get(reverse("cells:application-show", args=[row.public_id])).status_code == 200
    assert officer.get(reverse("cells:application-show", args=[row.public_id])).status_code == 404
