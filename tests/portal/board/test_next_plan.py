"""A made-up next plan on its way: draft, second person, its day, its first figures; the plan before stays."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.accounts.roles import Role
from portal.board.enums import DraftState
from portal.board.figures.drift import drifts
from portal.board.models import Observation, PlanDraft
from portal.board.operations import approve_observation, approve_plan, enter_observation, open_plans, take_in_plan
from portal.board.results.remarks import rows_of_office
from portal.board.triggers import GUARDS
from portal.directory.models import Department, Plan
from portal.directory.plan import read_plan
from portal.inbox.models import Task
from portal.ledger import guards
from portal.ledger.models import Entry
from portal.ledger.queries import subject_key
from portal.procedure.refusals import Refused
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.board import entry, officer
from tests.portal.board.made_plan import desk, kept, made_rows, workbook
from tests.portal.board.test_plan_sheet import spoilt
from tests.portal.board.test_work_views import signed_in

pytestmark = pytest.mark.django_db
PAGE = reverse("board:plan-import")


@pytest.fixture(autouse=True)
def _old_plan(settings, now):
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))


def test_what_was_tried_is_taken_over_by_the_same_person_once_with_a_day_to_come():
    client = desk()
    assert kept(client, workbook(made_rows()), live_on="2026-11-01").status_code == 400
    payload = client.post(PAGE, {"file": workbook(made_rows())}).context["payload"]
    told = {"plan": payload, "live_on": "2026-12-15", "reason": "x"}
    assert desk().post(PAGE, told).status_code == 400
    assert client.post(PAGE, {**told, "plan": f"{payload}x"}).status_code == 400
    assert not PlanDraft.objects.exists()
    assert client.post(PAGE, told).status_code == 302
    assert client.post(PAGE, told).status_code == 400
    assert PlanDraft.objects.count() == 1


def test_a_made_plan_goes_from_the_workbook_to_its_first_figures(monkeypatch):
    """Faults named, draft, comment, second person, its day, the five-minute draw, a typed figure; the old plan and its
    addresses stay."""
    first, second, stranger = desk(), desk(Role.DISTRICT_REVIEWER), Client()
    assert len(first.post(PAGE, {"file": workbook(spoilt())}).context["tried"].faults) > 20
    kept(first, workbook(made_rows()))
    draft = PlanDraft.objects.get()
    commented(draft, first)
    page = reverse("board:plan-draft", args=[draft.public_id])
    assert stranger.get("/board/2026-2030/").status_code == 404
    assert first.post(page, {"reason": "x", "approve": "1"}).status_code == 403
    assert Task.objects.waiting().filter(kind="plan.approve").exists()
    assert second.post(page, {"reason": "已核对", "approve": "1"}).status_code == 302
    assert not Task.objects.waiting().filter(kind="plan.approve").exists()
    open_on(monkeypatch, "2026-12-14")
    assert not Plan.objects.filter(slug="2026-2030").exists()
    assert stranger.get("/board/").headers["Location"] == "/board/2022-2025/"
    open_on(monkeypatch, "2026-12-15")
    open_on(monkeypatch, "2026-12-15")
    plan = Plan.objects.get(slug="2026-2030")
    assert [plan.indicators.count(), plan.edition, plan.follows] == [48, 1, "tianning-2022-2025"]
    assert set(plan.indicators.values_list("edition", flat=True)) == {1}
    assert drifts() == []
    actions = list(
        Entry.objects.filter(subject=subject_key(draft)).order_by("sequence").values_list("action", "reason")
    )
    reason = "常天政发〔2026〕9号"
    assert actions == [("plan_draft.enter", reason), ("plan_draft.approve", "已核对"), ("plan_draft.open", reason)]
    first_figures(plan, stranger)


def commented(draft: PlanDraft, drafter: Client) -> None:
    """By an office, on one of its rows; answered by who brought the plan in."""
    urban = Department.objects.get(code="urban")
    row = rows_of_office(draft, urban)[0]
    told = {"office": "urban", "number": row.number, "text": "目标偏高"}
    assert (
        signed_in(officer(urban)).post(reverse("board:plan-remarks", args=[draft.public_id]), told).status_code == 302
    )
    answer = reverse("board:remark-answer", args=[draft.remarks.get().public_id])
    assert drafter.post(answer, {"answer": "已列入年度目标"}).status_code == 302


def open_on(monkeypatch, day: str) -> None:
    monkeypatch.setattr("portal.board.management.commands.open_plans.clock.today", lambda: dt.date.fromisoformat(day))
    # The five-minute draw succeeds before, on and after the day.
    call_command("draw_observations")
    call_command("open_plans")
    call_command("draw_observations")


def first_figures(plan: Plan, stranger: Client) -> None:
    call_command("draw_observations")
    now = clock.now()
    used, cells = plan.indicators.get(code="B-13"), plan.indicators.get(drawn_as=41)
    assert Observation.objects.filter(indicator=cells).exists()
    said = entry(period="2026", value=Decimal("97.6"))
    held = enter_observation(actor=officer(Department.objects.get(code="env")), now=now, indicator=used, entry=said)
    approve_observation(actor=officer(Department.objects.get(code="env")), now=now, observation=held)
    page = stranger.get(f"/board/2026-2030/{used.number}/").content.decode()
    assert "97.6" in page
    assert "固体废物台账" in page
    assert "/board/2022-2025/13/" in page
    record = stranger.get(f"/board/2026-2030/api/v1/indicators/{used.number}").json()["indicator"]
    assert (record["value"], record["continuity"], record["continues"]) == ("97.6", "continued", ["13"])
    assert stranger.get("/board/").headers["Location"] == "/board/2026-2030/"
    # What was printed under the first plan still means it.
    assert stranger.get("/board/13/").headers["Location"] == "/board/2022-2025/13/"
    assert stranger.get("/board/api/v1/indicators/13").headers["Location"].endswith("/2022-2025/api/v1/indicators/13")
    assert [one["slug"] for one in stranger.get("/board/api/v1/plans").json()["plans"]] == ["2026-2030", "2022-2025"]
    assert stranger.get("/board/2026-2030/data.zip").status_code == 200


def test_a_draft_is_sent_back_until_its_day_and_another_comes_in():
    first, second = desk(), desk()
    kept(first, workbook(made_rows()))
    draft = PlanDraft.objects.get()
    page = reverse("board:plan-draft", args=[draft.public_id])
    assert second.post(page, {"reason": "", "approve": "1"}).status_code == 200
    second.post(page, {"reason": "已核对", "approve": "1"})
    second.post(page, {"reason": "生效日期有误", "decline": "1"})
    draft.refresh_from_db()
    assert (draft.state, draft.decline_reason) == (DraftState.RETURNED, "生效日期有误")
    assert second.post(page, {"reason": "x", "approve": "1"}).status_code == 403
    assert kept(first, workbook(made_rows())).status_code == 302
    assert open_plans(now=dt.datetime(2027, 1, 1, tzinfo=dt.UTC), on=dt.date(2027, 1, 1)) == []


def test_what_the_tables_would_not_take_is_refused_before_it_is_kept(monkeypatch):
    def refuse(**said):
        raise DataError("value too long")

    monkeypatch.setattr("portal.board.operations.drafts.take_in_plan", refuse)
    answer = kept(desk(), workbook(made_rows()))
    assert answer.status_code == 400
    assert "过长" in answer.content.decode()
    assert not PlanDraft.objects.exists()


def test_what_is_not_what_was_approved_does_not_come_into_force(now):
    kept(desk(), workbook(made_rows()))
    draft = PlanDraft.objects.get()
    approve_plan(actor=administrator(), now=now, draft=draft, reason="已核对")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        PlanDraft.objects.update(content={})
    guards.remove(connection, GUARDS)
    PlanDraft.objects.update(content={**draft.content, "english": {"x": "y"}})
    guards.install(connection, GUARDS)
    with pytest.raises(Refused, match="approved"):
        open_plans(now=now, on=draft.live_on)
    assert not Plan.objects.filter(slug="2026-2030").exists()


def administrator():
    user = UserFactory()
    GrantFactory(user=user, role=Role.DISTRICT_ADMINISTRATOR)
    return user


def test_pages_of_a_plan_ask_the_database_little(django_assert_max_num_queries):
    client = desk()
    kept(client, workbook(made_rows()))
    for address in (reverse("board:plan-list"), reverse("board:plan-draft", args=[PlanDraft.objects.get().public_id])):
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
