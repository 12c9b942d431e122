"""Offices comment on their rows of the next plan, its author answers, and only then another person approves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.board.enums import DraftState
from portal.board.figures.drift import drifts
from portal.board.models import PlanDraft, PlanRemark
from portal.board.operations import remark_on_plan, take_in_plan
from portal.board.results.remarks import remarks_by_office, rows_of_office
from portal.board.triggers import GUARDS
from portal.directory.models import Department
from portal.directory.plan import read_plan
from portal.inbox.models import Task
from portal.ledger import guards
from portal.ledger.models import Entry
from portal.procedure.refusals import Refused
from tests.factories.board import officer
from tests.portal.board.made_plan import desk, kept, made_rows, workbook
from tests.portal.board.test_work_views import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def urban(settings, now) -> Department:
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))
    return Department.objects.get(code="urban")


@pytest.fixture
def drafter(urban) -> Client:
    officer(urban)
    client = desk()
    kept(client, workbook(made_rows()))
    return client


@pytest.fixture
def draft(drafter) -> PlanDraft:
    return PlanDraft.objects.get()


def page_of(draft) -> str:
    return reverse("board:plan-remarks", args=[draft.public_id])


def test_an_office_sees_its_own_rows_and_no_other_office_is_asked_by_it(draft, urban):
    own = signed_in(officer(urban)).get(page_of(draft))
    shown = [row.indicator.number for row in own.context["rows"]]
    assert shown == [row.number for row in rows_of_office(draft, urban)]
    assert 0 < len(shown) < 48
    assert "区城管局" in own.content.decode()
    nobody = Department.objects.create(code="none", name="区无关局", position=99)
    assert signed_in(officer(nobody)).get(page_of(draft)).status_code == 403
    assert Client().get(page_of(draft)).status_code == 302
    assert desk(Role.DISTRICT_ADMINISTRATOR).get(page_of(draft)).status_code == 403


def test_what_is_said_of_a_row_is_answered_before_the_plan_is_approved(drafter, draft, urban):
    assert Task.objects.waiting().filter(kind="plan.remark", subject__endswith=":urban").exists()
    row, second = rows_of_office(draft, urban)[0], desk(Role.DISTRICT_REVIEWER)
    own = signed_in(officer(urban))
    assert own.post(page_of(draft), {"office": "urban", "number": "", "text": ""}).status_code == 200
    told = {"office": "urban", "number": row.number, "text": "目标偏高，建议分年度推进"}
    assert own.post(page_of(draft), told).status_code == 302
    assert not Task.objects.waiting().filter(kind="plan.remark", subject__endswith=":urban").exists()
    remark, page = PlanRemark.objects.get(), reverse("board:plan-draft", args=[draft.public_id])
    assert Task.objects.waiting().get(kind="plan.answer").user == draft.entered_by
    refused = second.post(page, {"reason": "已核对", "approve": "1"})
    assert "目标偏高" in refused.content.decode()
    draft.refresh_from_db()
    assert draft.state == DraftState.WAITING
    answer = reverse("board:remark-answer", args=[remark.public_id])
    assert desk().post(answer, {"answer": "x"}).status_code == 403
    assert "答复这条意见" in drafter.get(page).content.decode()
    drafter.post(answer, {"answer": "已列入年度目标"})
    remark.refresh_from_db()
    assert (remark.answer, remark.answered_by) == ("已列入年度目标", draft.entered_by)
    assert drafter.post(answer, {"answer": "再改"}).status_code == 403
    assert second.post(page, {"reason": "已核对", "approve": "1"}).status_code == 302
    assert not Task.objects.waiting().filter(kind__in=["plan.remark", "plan.answer"]).exists()
    assert own.post(page_of(draft), told).status_code == 403
    assert drifts() == []


def test_both_words_stand_on_the_ledger_and_on_the_offices_page(drafter, draft, urban, now):
    remark = remark_on_plan(actor=officer(urban), now=now, draft=draft, office=urban, text="目标偏高")
    answer = reverse("board:remark-answer", args=[remark.public_id])
    for words in ("", "已列入年度目标"):
        assert drafter.post(answer, {"answer": words}).status_code == 302
    assert "已列入年度目标" in signed_in(officer(urban)).get(page_of(draft)).content.decode()
    said = Entry.objects.filter(action__startswith="plan_remark").order_by("sequence")
    assert list(said.values_list("action", flat=True)) == ["plan_remark.say", "plan_remark.answer"]


def test_an_office_without_remarks_says_so_and_who_is_silent_is_named(draft, urban, now):
    own = signed_in(officer(urban))
    assert own.post(page_of(draft), {"office": "urban", "nothing": "1"}).status_code == 302
    said = {one.office.code: [remark.text for remark in one.remarks] for one in remarks_by_office(draft)}
    assert said["urban"] == [""]
    assert said["env"] == []
    page = desk(Role.DISTRICT_REVIEWER).get(reverse("board:plan-draft", args=[draft.public_id])).content.decode()
    assert "区生态环境局" in page


def test_of_another_offices_row_nothing_is_said_by_any_way(draft, urban, now):
    own = {row.number for row in rows_of_office(draft, urban)}
    foreign = next(number for number in range(1, 49) if number not in own)
    with pytest.raises(Refused, match="number"):
        remark_on_plan(actor=officer(urban), now=now, draft=draft, office=urban, number=foreign, text="x")
    with pytest.raises(PermissionDenied):
        remark_on_plan(actor=officer(urban), now=now, draft=draft, office=Department.objects.get(code="env"), text="x")


def test_what_was_said_stays(draft, urban, now):
    remark = remark_on_plan(actor=officer(urban), now=now, draft=draft, office=urban, text="目标偏高")
    for change in (lambda: PlanRemark.objects.update(text="同意"), lambda: PlanRemark.objects.all().delete()):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            change()
    guards.remove(connection, GUARDS)
    PlanRemark.objects.update(text="同意")
    guards.install(connection, GUARDS)
    assert [(one.subject, one.what) for one in drifts()] == [(f"board.planremark:{remark.public_id}", "record")]
