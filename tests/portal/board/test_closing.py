"""The closing file of a plan that is over: reasons asked for, frozen by one, released by another, made again to the byte."""

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from portal.accounts.roles import Role
from portal.board.enums import Handled
from portal.board.exports.closing import LIST, closing_bytes
from portal.board.models import Closing, UnmetReason
from portal.board.operations import make_closing, release_closing, take_in_plan
from portal.board.results.closing import NO_PLAN, NOT_SAID, closing_content
from portal.directory.models import Department, Indicator, Plan
from portal.directory.plan import read_plan
from portal.inbox.models import Task
from portal.ledger.models import Entry
from portal.procedure.refusals import Refused
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import ObservationFactory, officer
from tests.portal.board.made_plan import desk

pytestmark = pytest.mark.django_db
OVER = dt.date(2026, 11, 24)
WORDS = "新建园区尚在施工，2026年投用"


@pytest.fixture
def plan(settings, now) -> Plan:
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))
    plan = Plan.objects.get()
    for number, value in ((13, "98.4"), (23, "30")):
        ObservationFactory(indicator=plan.indicators.get(number=number), period="2025", value=Decimal(value))
    return plan


def administrator():
    return GrantFactory(user=UserFactory(), role=Role.DISTRICT_ADMINISTRATOR).user


def row_of(content: dict, number: int) -> dict:
    return next(row for row in content["rows"] if row["number"] == number)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(with_second_factor(user))
    return client


def closing_of(plan: Plan, now) -> Closing:
    return make_closing(actor=administrator(), now=now, plan=plan, on=OVER, reason="期满结案")


def test_every_indicator_has_its_last_value_verdict_proof_reason_and_what_goes_on(plan):
    content = closing_content(plan, OVER)
    assert [row["number"] for row in content["rows"]] == list(range(1, 53))
    assert sum(number for _label, number in content["counts"]) == 52
    used, waste, none = row_of(content, 13), row_of(content, 23), row_of(content, 39)
    assert (used["value"], used["verdict"], used["reason"], used["unmet"]) == ("98.4%", "达标", "", False)
    assert len(used["sha256"]) == 64
    assert (waste["value"], waste["verdict"], waste["reason"], waste["lead"]) == ("30%", "未达标", NOT_SAID, "区城管局")
    assert (none["value"], none["reason"], none["unmet"]) == ("", NOT_SAID, True)
    assert row_of(content, 6)["unmet"] is False
    assert {row["onward"] for row in content["rows"]} == {NO_PLAN}


def test_the_leading_office_is_asked_and_its_last_word_stands(plan, now):
    client, lead = desk(), officer(Department.objects.get(code="urban"))
    client.post(reverse("board:closing-create", args=[plan.slug]), {"ask": "1"})
    task = Task.objects.waiting().get(kind="closing.reason", subject=f"unmet:{plan.code}:23")
    assert task.user == lead
    address = reverse("board:unmet-reason", args=[plan.slug, 23])
    assert task.link == address
    # 13 was met, so nobody says why not; of 26 another office leads.
    assert signed_in(officer(Department.objects.get(code="env"))).get(address).status_code in {403, 404}
    own = signed_in(lead)
    assert own.get(reverse("board:unmet-reason", args=[plan.slug, 13])).status_code == 403
    assert own.post(address, {"text": ""}).status_code == 200
    own.post(address, {"text": "起初这样说"})
    own.post(address, {"text": WORDS})
    assert not Task.objects.waiting().filter(subject=f"unmet:{plan.code}:23").exists()
    assert UnmetReason.objects.count() == 2
    waste = row_of(closing_content(plan, OVER), 23)
    assert (waste["reason"], waste["reason_by"]) == (WORDS, "区城管局")
    assert Entry.objects.filter(action="closing.reason").count() == 2
    page = client.get(reverse("board:closing-list", args=[plan.slug])).content.decode()
    assert WORDS in page
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        UnmetReason.objects.update(text="x")


def test_the_archive_is_made_again_to_the_byte_whatever_happened_since(plan, now):
    closing = closing_of(plan, now)
    first = {form: closing_bytes(closing, form) for form in ("docx", "pdf", "zip")}
    ObservationFactory(indicator=plan.indicators.get(number=21), period="2025", value=Decimal(80))
    Department.objects.filter(code="urban").update(name="别的局")
    again = Closing.objects.get()
    assert {form: closing_bytes(again, form) for form in first} == first
    with zipfile.ZipFile(io.BytesIO(first["zip"])) as archive:
        listed = dict(line.split("  ")[::-1] for line in archive.read(LIST).decode().splitlines())
        assert listed == {name: sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != LIST}
        assert set(listed) == {"closing.docx", "closing.pdf", "indicators.csv", "content.json"}
        assert archive.read("closing.docx") == first["docx"]
        assert json.loads(archive.read("content.json")) == closing.content
        assert archive.read("indicators.csv").decode().count("\n") >= 53
    assert first["pdf"].startswith(b"%PDF")


def test_the_document_says_in_the_form_of_an_office_what_is_missing(plan, now):
    closing = closing_of(plan, now)
    document = Document(io.BytesIO(closing_bytes(closing, "docx")))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "结案材料" in words
    assert "牵头单位未说明原因的指标" in words
    assert closing.content_hash in words
    assert len(document.tables[0].rows) == 53
    cells = {cell.text for cell in document.tables[1]._cells}
    assert NOT_SAID in cells


def test_one_makes_it_another_releases_it_and_then_anyone_reads_it(plan, now):
    first, second, stranger = desk(), desk(Role.DISTRICT_REVIEWER), Client()
    public = reverse("board:closing-detail", args=[plan.slug])
    answer = first.post(reverse("board:closing-create", args=[plan.slug]), {"make": "1", "reason": "期满结案"})
    closing = Closing.objects.get()
    page, file = answer["Location"], reverse("board:closing-file", args=[closing.public_id, "zip"])
    assert page == reverse("board:closing-decide", args=[closing.public_id])
    assert (stranger.get(public).status_code, stranger.get(file).status_code) == (404, 404)
    assert first.get(file).status_code == 200
    assert first.post(page, {"reason": "x", "approve": "1"}).status_code == 403
    assert second.post(page, {"reason": "", "approve": "1"}).status_code == 200
    assert second.post(page, {"reason": "已核对", "approve": "1"}).status_code == 302
    shown = stranger.get(public).content.decode()
    assert file in shown
    assert "98.4%" in shown
    assert stranger.get(file).status_code == 200
    assert stranger.get(file.replace(".zip", ".exe")).status_code == 404
    assert public in stranger.get(f"/board/{plan.slug}/").content.decode()
    actions = list(
        Entry.objects.filter(action__startswith="closing.").values_list("action", "reason").order_by("sequence")
    )
    assert actions == [("closing.enter", "期满结案"), ("closing.publish", "已核对")]
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Closing.objects.update(content={})


def test_what_is_sent_back_stays_inside_and_another_is_made(plan, now):
    closing = closing_of(plan, now)
    page = reverse("board:closing-decide", args=[closing.public_id])
    desk().post(page, {"reason": "缺少说明", "decline": "1"})
    closing.refresh_from_db()
    assert (closing.state, closing.decline_reason) == (Handled.RETURNED, "缺少说明")
    with pytest.raises(PermissionDenied):
        release_closing(actor=administrator(), now=now, closing=closing, reason="x")
    assert closing_of(plan, now).state == Handled.WAITING


def test_a_plan_that_runs_has_no_closing_file(plan, now):
    with pytest.raises(Refused, match="期满"):
        make_closing(actor=administrator(), now=now, plan=plan, on=dt.date(2025, 12, 31), reason="x")
    assert not Closing.objects.exists()


def test_what_goes_on_is_said_by_the_next_plan(plan, now):
    after = Plan.objects.create(
        code="next", slug="2026-2030", name="下一个方案", starts_on="2026-01-01", ends_on="2030-12-31",
        base_year=2025, follows=plan.code, dropped=[6],
    )  # fmt: skip
    copy = {name: getattr(plan.indicators.get(number=13), name) for name in ("category", "subcategory", "name")}
    said = {"target_operator": "ge", "target_value": 99, "target_kind": "reach", "mandatory": True, **copy}
    Indicator.objects.create(plan=after, number=9, continuity="continued", continues=[13], **said)
    content = closing_content(plan, OVER)
    assert [row_of(content, number)["onward"] for number in (13, 6, 7)] == ["延续：第9项", "不再保留", "下一方案未交代"]


def test_pages_of_the_closing_file_ask_the_database_little(plan, now, django_assert_max_num_queries):
    client, closing = desk(), closing_of(plan, now)
    for name, argument in (("closing-list", plan.slug), ("closing-decide", closing.public_id)):
        address = reverse(f"board:{name}", args=[argument])
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
