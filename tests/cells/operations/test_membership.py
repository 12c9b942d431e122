"""Who acts for a unit: invited by number, leaving, taken over, helped; each with its record and its limits."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from cells.enums import ApplicationStatus as Status
from cells.models import Invitation, Membership, UnitType
from cells.notifications.members import text_invited
from cells.operations.assistance import assist_application, assist_organisation, submit_for_unit
from cells.operations.filing import attach_evidence, save_answers, submit_application
from cells.operations.membership import accept_invitation, invite_member, remove_member, withdraw_invitation
from cells.operations.takeover import approve_takeover, refuse_takeover, request_takeover
from cells.permissions import has_conflict, is_member, is_right_person
from cells.queries.applications import own_applications, street_applications
from cells.queries.filing import needs_evidence
from portal.accounts import sms
from portal.accounts.roles import Role
from portal.inbox.models import OutgoingMessage, Task
from portal.ledger.queries import entries_about
from tests.factories.accounts import UserFactory
from tests.factories.cells import area, credit_code, entries, granted
from tests.factories.evidence import upload
from tests.refusals import refused

pytestmark = pytest.mark.django_db
PHONE = "+8613800138777"


def with_phone(phone=PHONE, *, verified=True):
    user = UserFactory()
    user.set_phone(phone, verified=verified)
    user.save()
    return user


def invited(case, phone=PHONE):
    return invite_member(actor=case.member, organisation=case.organisation, phone=phone, now=case.now)


def told(user):
    return set(OutgoingMessage.objects.filter(user=user).values_list("kind", flat=True))


def test_an_invitation_serves_the_owner_of_the_number_once(case, people):
    colleague = with_phone()
    invitation = invited(case)
    assert told(colleague) == {"cells.invited"}
    for stranger in (people.resident, with_phone("+8613800138778")):
        with pytest.raises(PermissionDenied):
            accept_invitation(actor=stranger, invitation=invitation, now=case.now)
    accept_invitation(actor=colleague, invitation=invitation, now=case.now)
    assert is_member(colleague, case.organisation)
    with refused("closed"):
        accept_invitation(actor=colleague, invitation=invitation, now=case.now)
    actions = [entry.action for entry in entries_about(case.organisation)]
    assert actions == ["organisation.invite", "organisation.join"]
    assert not Task.objects.filter(kind="cells.invitation", closed_at=None).exists()


def test_a_number_without_an_account_gets_a_text_and_one_a_day(case, django_capture_on_commit_callbacks):
    sms.sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invited(case)
    assert [phone for phone, _words in sms.sent] == [PHONE]
    assert "/cells/mine/" in sms.sent[0][1]
    withdraw_invitation(actor=case.member, invitation=invitation, now=case.now)
    with django_capture_on_commit_callbacks(execute=True):
        invited(case)
    text_invited.func(invitation.pk)
    assert len(sms.sent) == 1


def test_who_invites_oneself_is_told_so(case):
    member = case.member
    member.set_phone(PHONE, verified=True)
    member.save()
    with refused("unfit", "此人已是"):
        invited(case)


def test_a_number_that_was_never_proved_opens_nothing(case):
    invitation = invited(case)
    with pytest.raises(PermissionDenied):
        accept_invitation(actor=with_phone(verified=False), invitation=invitation, now=case.now)


def test_an_invitation_ends(case, people):
    invitation = invited(case)
    with refused("unfit"):
        invited(case)
    with pytest.raises(PermissionDenied):
        invite_member(actor=people.resident, organisation=case.organisation, phone=PHONE, now=case.now)
    with pytest.raises(PermissionDenied):
        withdraw_invitation(actor=people.resident, invitation=invitation, now=case.now)
    case.later(days=15)
    colleague = with_phone()
    with refused("closed"):
        accept_invitation(actor=colleague, invitation=invitation, now=case.now)
    again = invited(case)
    withdraw_invitation(actor=case.member, invitation=again, now=case.now)
    with refused("closed"):
        accept_invitation(actor=colleague, invitation=again, now=case.now)
    with refused("closed"):
        withdraw_invitation(actor=case.member, invitation=again, now=case.now)
    assert not is_member(colleague, case.organisation)
    assert Invitation.objects.filter(phone__isnull=False).count() == 2


def test_who_is_taken_off_is_signed_out_at_once(case):
    colleague = with_phone()
    gone, stays = Client(), Client()
    gone.force_login(colleague)
    stays.force_login(case.member)
    membership = accept_invitation(actor=colleague, invitation=invited(case), now=case.now)
    page = f"/cells/mine/{case.organisation.public_id}/"
    assert gone.get(page).status_code == 200
    remove_member(actor=case.member, membership=membership, now=case.now)
    assert gone.get(page)["Location"].startswith("/account/login/")
    assert stays.get(page).status_code == 200


def test_members_leave_but_somebody_stays(case):
    first = case.organisation.memberships.get()
    with refused("unfit"):
        remove_member(actor=case.member, membership=first, now=case.now)
    colleague = with_phone()
    second = accept_invitation(actor=colleague, invitation=invited(case), now=case.now)
    with refused("unfit"):
        invited(case)
    with pytest.raises(PermissionDenied):
        remove_member(actor=colleague, membership=first, now=case.now)
    remove_member(actor=case.member, membership=first, now=case.now)
    second.refresh_from_db()
    assert (second.role, is_member(case.member, case.organisation)) == ("owner", False)
    assert not own_applications(case.member).exists()


def asked(case, person):
    return request_takeover(
        actor=person, organisation=case.organisation, reason="原经办人离职", proof=upload(), now=case.now
    )


def test_a_takeover_is_told_to_the_old_contact_and_decided_by_the_street(case, people):
    takeover = asked(case, people.resident)
    assert "cells.takeover_requested" in told(case.member)
    assert Task.objects.get(kind="cells.takeover", closed_at=None).area == case.organisation.area
    with refused("unfit"):
        asked(case, people.resident)
    with refused("unfit"):
        asked(case, case.member)
    common = {"takeover": takeover, "leaving": list(case.organisation.memberships.all()), "now": case.now}
    for person in (people.other_officer, people.district, people.resident, case.member):
        with pytest.raises(PermissionDenied):
            approve_takeover(actor=person, answer="已核实", **common)
    with refused("unfit"):
        approve_takeover(actor=people.officer, answer=" ", **common)
    approve_takeover(actor=people.officer, answer="已电话核实", **common)
    assert not is_member(case.member, case.organisation)
    assert own_applications(people.resident).get() == case.row
    assert Membership.objects.get(organisation=case.organisation).role == "owner"
    assert {"cells.takeover_approved", "cells.left"} <= told(case.member)
    assert "cells.takeover_approved" in told(people.resident)
    assert not Task.objects.filter(kind="cells.takeover", closed_at=None).exists()
    with refused("closed"):
        refuse_takeover(actor=people.officer, takeover=takeover, answer="再议", now=case.now)


def test_a_refused_takeover_changes_nobody(case, people):
    takeover = asked(case, people.resident)
    refuse_takeover(actor=people.officer, takeover=takeover, answer="证明无公章", now=case.now)
    assert is_member(case.member, case.organisation)
    assert not is_member(people.resident, case.organisation)
    assert "cells.takeover_refused" in told(people.resident)
    asked(case, people.resident)


def test_no_officer_hands_a_unit_to_himself(case, people):
    takeover = asked(case, people.officer)
    with pytest.raises(PermissionDenied):
        approve_takeover(actor=people.officer, takeover=takeover, leaving=[], answer="自己", now=case.now)


@pytest.fixture
def helped(module_scheme, people, now):
    fields = {
        "name": "红梅小馆",
        "credit_code": credit_code(888),
        "unit_type": UnitType.objects.get(code="jiguan"),
        "area": area(),
        "community": None,
        "address": "新堂北路 5 号",
    }
    return assist_organisation(actor=people.officer, fields=fields, phone=PHONE, now=now)


def filled(application, officer, now):
    common = {"actor": officer, "application": application, "now": now}
    save_answers(**common, entries=entries(application))
    for code, criterion in application.rubric.sheet.criteria.items():
        if needs_evidence(criterion):
            attach_evidence(**common, criterion=code, url=f"https://example.org/{code}")


def test_an_officer_fills_in_but_the_unit_signs_on_paper(helped, people, now):
    filled(helped, people.officer, now)
    common = {"actor": people.officer, "application": helped, "name": "王小明", "now": now}
    with refused("unfit"):
        submit_application(**common)
    other = granted(Role.STREET_OFFICER, area=area())
    with pytest.raises(PermissionDenied):
        submit_for_unit(**common | {"actor": other}, paper=upload())
    submit_for_unit(**common, paper=upload())
    helped.refresh_from_db()
    helped.assistance.refresh_from_db()
    assert (helped.status, helped.assistance.confirmed_at) == (Status.SUBMITTED, now)
    assert helped.assistance.paper is not None


def test_who_helped_neither_reviews_nor_decides_nor_evaluates(helped, people, now):
    filled(helped, people.officer, now)
    submit_for_unit(actor=people.officer, application=helped, name="王小明", paper=upload(), now=now)
    helped.refresh_from_db()
    other = granted(Role.STREET_OFFICER, area=area())
    assert not is_right_person(people.officer, "prereview_accept", helped)
    assert is_right_person(other, "prereview_accept", helped)
    assert not street_applications(people.officer).exists()
    assert street_applications(other).get() == helped
    people.officer.grants.all().delete()
    del people.officer.held
    assert has_conflict(people.officer, helped.organisation)


def test_the_owner_takes_the_file_over_by_number(helped, people, now):
    owner = with_phone()
    membership = accept_invitation(actor=owner, invitation=Invitation.objects.get(), now=now)
    assert membership.role == "owner"
    assert own_applications(owner).get() == helped
    assert not own_applications(people.officer).exists()
    with pytest.raises(PermissionDenied):
        save_answers(actor=people.officer, application=helped, entries=entries(helped), now=now)
    with refused("unfit"):
        assist_application(actor=people.officer, organisation=helped.organisation, now=now)


def test_help_stays_within_the_officers_street(helped, people, now):
    with pytest.raises(PermissionDenied):
        assist_application(actor=people.other_officer, organisation=helped.organisation, now=now)
    assert helped.organisation.applications.get() == helped
