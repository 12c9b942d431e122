"""Units as they really are, each to its end, page by page of every desk; what a browser does is asked elsewhere."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cells.enums import ApplicationStatus as Status
from cells.models import Application, Certificate, Organisation
from cells.operations.filing import save_answers
from cells.operations.rubrics import publish_rubric, save_draft
from cells.queries import certified_count
from portal.accounts.roles import Role
from portal.inbox.models import Task
from portal.procedure.deadlines import day_of
from tests.cells.operations.test_renewal import changed, seen_again
from tests.factories.accounts import UserFactory
from tests.factories.cells import Case, OrganisationFactory, People, area, credit_code, granted, kind, member_of
from tests.factories.evidence import upload
from tests.journeys.desks import DOCUMENT, Clock, Desks, begun, come_in

pytestmark = [pytest.mark.django_db]
# Why a page refused.
WORDS = re.compile(r"notice__title\">([^<]+)")


@pytest.fixture
def people(db):
    return People()


@pytest.fixture
def hand(client_of, at):
    """What somebody does on a page, at the time of the case."""

    def act(person, case, page, /, *arguments, **data):
        at(case.now)
        answer = client_of(person).post(reverse(f"cells:{page}", args=arguments), data)
        assert answer.status_code == 302, (page, answer.status_code, *WORDS.findall(answer.content.decode()))
        case._fresh()
        return answer

    return act


@pytest.fixture
def shown(client_of, at):
    """A page as somebody reads it: nobody in particular where no person is named."""

    def read(name, *arguments, by=None, on=None):
        if on:
            at(on)
        client = client_of(by) if by else Client()
        answer = client.get(reverse(name, args=arguments))
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    return read


@pytest.fixture
def desks(hand):
    return Desks(hand)


def test_a_school_with_three_campuses(people, now, hand, shown, desks):
    school, head, clock = kind("school", now), UserFactory(), Clock(now)
    place = {"unit_type": school.pk, "area": area().pk, "address": "局前街 1 号"}
    hand(head, clock, "organisation-register", name="局前街小学", credit_code=credit_code(701), **place)
    above = Organisation.objects.get(name="局前街小学")
    cases = []
    for name in ("局前街小学东校区", "局前街小学西校区", "局前街小学北校区"):
        hand(head, clock, "site-register", above.public_id, tie="site", name=name, **place)
        cases.append(begun(people, hand, clock, head, name).fill())
    desks.all_the_way(*cases)
    register = shown("cells:register-list", on=cases[-1].now)
    for case in cases:
        assert case.organisation.name in register
        check = shown("verify:certificate-check", case.certificate.number)
        assert case.organisation.name in check
        assert case.certificate.number in shown("cells:application-list", by=head) + shown(
            "cells:certificate-own", case.certificate.number, by=head
        )
    assert certified_count(day_of(cases[-1].now)).value == 1


def test_an_estate_without_a_code_with_an_officer_beside_it(people, now, hand, shown, desks):
    """The property company answers for it; the officer fills in, another officer of the street pre-reviews."""
    company, clock = OrganisationFactory(name="安居物业公司", unit_type=kind("community", now)), Clock(now)
    helper = granted(Role.STREET_OFFICER, area=area())
    asked = {"name": "翠竹新村", "unit_type": company.unit_type_id, "area": area().pk, "address": "竹林北路 9 号"}
    asked |= {"above_code": company.credit_code, "tie": "charge", "phone": "13800138777", "agreed": "on"}
    hand(helper, clock, "assist-start", **asked)
    row = Application.objects.get(organisation__name="翠竹新村")
    assert (row.organisation.credit_code, row.organisation.above) == (None, company)
    case = Case.of(people, row, helper, now).fill()
    hand(helper, case, "assist-submit", row.public_id, agreed="on", name="业委会主任", paper=upload())
    desks.evaluated(case)
    desks.in_notice(case)
    desks.certified(case)
    assert "翠竹新村" in shown("verify:certificate-check", case.certificate.number, on=case.now)
    assert "翠竹新村" in shown("cells:register-list")
    assert certified_count(day_of(case.now)).counted[0]["holder"] == "翠竹新村"


def test_a_shop_with_a_certificate_on_paper_from_2023(people, now, client_of, hand, shown, desks, at):
    """It stands in the register with its mark; renewed, the shop comes into the scheme."""
    shop = OrganisationFactory(name="红梅便民商店", unit_type=kind("jiguan", now))
    owner, stranger = member_of(shop, now), Client()
    at(now)
    former = come_in(shop, client_of(people.district), client_of(people.deputy))
    assert (former.issued_on, former.valid_until) == (date(2023, 5, 18), date(2027, 5, 17))
    number = former.number
    mark, check = f"纸质认定，文号：{DOCUMENT}", ("verify:certificate-check", number)
    pages = [shown(*check), shown("cells:register-list"), shown("cells:certificate-own", number, by=owner)]
    assert all(mark in page for page in pages)
    with translation.override("en"):
        assert f"Awarded on paper, document no. {DOCUMENT}" in " ".join(shown(*check).split())
    assert DOCUMENT in b"".join(stranger.get(reverse("cells:register-export", args=["csv"]))).decode()
    assert stranger.get(reverse("cells:certificate-credential", args=[number])).status_code == 404
    assert client_of(owner).get(reverse("cells:certificate-plaque", args=[number, "pdf"])).status_code == 404
    hand(owner, Clock(now), "certificate-renew", number)
    case = Case.of(people, Application.objects.get(organisation=shop), owner, now).fill()
    desks.all_the_way(case)
    assert case.certificate.number in shown(*check, on=case.now)
    assert Certificate.objects.get(pk=former.pk).replaced_by == case.certificate


def test_a_refused_restaurant_appeals(people, now, hand, shown, desks):
    case = Case(people, now, code="restaurant", name="桂花饭店").to(Status.EVALUATED)
    desks.step(people.district, case, "decision-show", "decide", level="refuse", reasons="后厨台账不全")
    own, desk = ("cells:application-show", case.row.public_id), "decision-show"
    assert "可以申诉一次" in shown(*own, by=case.member)
    hand(case.member, case, "application-show", case.row.public_id, text="餐厨垃圾台账在后厨，评审当天未看。")
    assert "桂花饭店" in shown("inbox:task-list", by=people.deputy)
    assert "桂花饭店" not in shown("inbox:task-list", by=people.district)
    desks.step(people.deputy, case, desk, "appeal", verdict="uphold", answer="查看台账，属实。")
    assert "查看台账，属实。" in shown(*own, by=case.member)
    # Who refused does not decide anew, and who decides anew does not issue.
    people.district, people.deputy = people.deputy, granted(Role.DISTRICT_REVIEWER)
    desks.in_notice(case)
    desks.certified(case)
    assert "桂花饭店" in shown("verify:certificate-check", case.certificate.number, on=case.now)
    assert "申诉成立" in shown(*own, by=case.member)


def test_a_unit_renewed_under_a_recoded_rubric(people, now, hand, shown, desks, client_of):
    case = Case(people, now, name="天宁区档案馆").to(Status.CERTIFIED)
    former, words = case.certificate, case.row.rubric.sheet.criteria["JG-A1"].text

    def edit(criterion):
        if criterion["code"] == "JG-A1":
            criterion["code"] = "JG-A9"
        elif criterion["code"].startswith("JG-B"):
            criterion["was"], criterion["code"] = [criterion["code"]], criterion["code"].replace("JG-B", "JG-V")

    unit_type, data = case.row.rubric.unit_type, changed(case.row.rubric.definition, edit)
    draft = save_draft(unit_type=unit_type, data=data, actor=None, now=case.now)
    publish_rubric(rubric=draft, actor=None, now=case.now)
    case.later(days=2)
    hand(case.member, case, "certificate-renew", former.number)
    again = Case.of(people, case.organisation.applications.order_by("pk").last(), case.member, case.now)
    page = shown("cells:application-show", again.row.public_id, by=case.member)
    assert "不再要求" in page
    assert words in page
    submit = reverse("cells:application-submit", args=[again.row.public_id])
    assert client_of(case.member).post(submit, {"agreed": "on", "name": "馆长"}).status_code == 422
    save_answers(actor=case.member, application=again.row, entries=seen_again(again.row), now=case.now)
    again.fill()
    desks.all_the_way(again)
    assert again.certificate.number in shown("verify:certificate-check", former.number, on=again.now)
    assert Certificate.objects.get(pk=former.pk).state == "replaced"


def test_a_street_with_one_officer(people, now, hand, shown, desks, client_of):
    """The officer helps a shop, so nobody of the street may pre-review: it goes up, and another is appointed."""
    clock, security = Clock(now), granted(Role.SECURITY_ADMINISTRATOR)
    shop = {"unit_type": kind("restaurant", now).pk, "area": area().pk, "address": "路 1 号", "name": "一人小馆"}
    sent = shop | {"credit_code": credit_code(702), "phone": "13800138778", "agreed": "on"}
    hand(people.officer, clock, "assist-start", **sent)
    case = Case.of(people, Application.objects.get(organisation__name="一人小馆"), people.officer, now).fill()
    hand(people.officer, case, "assist-submit", case.row.public_id, agreed="on", name="店主", paper=upload())
    assert "没有街道人员可以初审 一人小馆" in shown("inbox:task-list", by=security)
    # Whoever stands for the officer is as barred as the officer.
    other = people.other_officer
    away = {"deputy": other.pk, "starts_on": day_of(now), "ends_on": day_of(now), "reason": "公出"}
    deputies = reverse("administration:deputy-list", args=[people.officer.public_id])
    assert client_of(security).post(deputies, away).status_code == 302
    review = reverse("cells:review-show", args=[case.row.public_id])
    assert client_of(other).get(review).status_code == 404
    account = reverse("administration:account-detail", args=[other.public_id])
    case.later(days=1)
    role = {"role": "street_officer", "area": area().pk}
    assert client_of(security).post(account, role).status_code == 302
    people.officer = other
    desks.evaluated(case)
    assert not Task.objects.waiting().filter(role=Role.SECURITY_ADMINISTRATOR).exists()
    desks.in_notice(case)
    desks.certified(case)
    assert "一人小馆" in shown("verify:certificate-check", case.certificate.number, on=case.now)


def test_a_reviewer_on_leave(people, now, hand, shown, desks, client_of, at):
    """What waits for the reviewer goes to the deputy and returns; what was done in the reviewer's name bars both."""
    case, security = Case(people, now, name="兰陵图书馆").fill(), granted(Role.SECURITY_ADMINISTRATOR)
    away, deputy = people.district, people.other_officer
    desks.submitted(case)
    desks.step(people.officer, case, "review-show", "accept", note="齐全")
    page = reverse("administration:deputy-list", args=[away.public_id])
    leave = {"deputy": deputy.pk, "reason": "年休假", "starts_on": day_of(now), "ends_on": date(2026, 12, 20)}
    assert client_of(security).post(page, leave).status_code == 302
    assert "兰陵图书馆" in shown("inbox:task-list", by=deputy)
    for person in (away, deputy):
        assert "2026-12-20" in shown("inbox:task-list", by=person)
    people.district = deputy
    desks.accepted_and_evaluated(case)
    desks.in_notice(case)
    case.later(days=12)
    at(case.now)
    issue = reverse("cells:certificate-issue", args=[case.row.public_id])
    assert [client_of(one).post(issue).status_code for one in (deputy, away)] == [403, 403]
    case.later(days=20)
    at(case.now)
    assert client_of(away).post(issue).status_code == 403
    assert "2026-12-20" not in shown("inbox:task-list", by=deputy)
    assert [client_of(one).get(reverse("cells:decision-list")).status_code for one in (deputy, away)] == [403, 200]
    hand(people.deputy, case, "certificate-issue", case.row.public_id)
    number = Certificate.objects.get(application=case.row).number
    assert "兰陵图书馆" in shown("verify:certificate-check", number)
