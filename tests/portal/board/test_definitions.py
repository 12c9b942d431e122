"""What a figure means: the office that leads says it, another person publishes it, everyone reads it; until then it is a task."""

import csv
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.board.figures.drift import drifts
from portal.board.models import Definition
from portal.board.operations import ask_for_definitions, define_indicator, publish_definition, take_in_plan
from portal.board.triggers import DEFINITION
from portal.clock import today as of_clock
from portal.directory.models import Department, Plan
from portal.directory.plan import read_plan
from portal.inbox.models import Task
from portal.ledger import guards
from portal.ledger.models import Entry
from portal.procedure.refusals import Refused
from tests.factories.accounts import with_second_factor
from tests.factories.board import ObservationFactory, officer
from tests.portal.board.made_plan import desk

pytestmark = pytest.mark.django_db
SAID = {
    "counted": "演示：纳入统计的一般工业固体废物综合利用量",
    "base": "演示：同期产生量与综合利用往年贮存量之和",
    "formula": "演示：综合利用量÷（产生量＋综合利用往年贮存量）×100%",
    "source": "演示：区固体废物台账",
}


@pytest.fixture
def plan(settings, now) -> Plan:
    take_in_plan(actor=None, now=now, records=read_plan(settings.DISTRICT.plan_folder))
    return Plan.objects.get()


@pytest.fixture
def thirteen(plan):
    return plan.indicators.get(number=13)


def env():
    return officer(Department.objects.get(code="env"))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(with_second_factor(user))
    return client


def published(indicator, now, **more) -> Definition:
    made = define_indicator(actor=env(), now=now, indicator=indicator, said=SAID | more, reason="演示：依据新标准")
    return publish_definition(actor=env(), now=now, on=now.date(), definition=made)


def table(plan) -> dict[str, dict]:
    body = Client().get(reverse("board:data-package", args=[plan.slug])).content
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        text = archive.read("data/indicators.csv").decode("utf-8-sig")
    return {row["number"]: row for row in csv.DictReader(io.StringIO(text))}


def test_what_nobody_has_said_is_said_to_be_the_offices_task(thirteen):
    ObservationFactory(indicator=thirteen)
    page = Client().get(reverse("board:indicator-detail", args=["2022-2025", 13])).content.decode()
    assert page.count("尚未写明，待区生态环境局") == 4
    assert "官方数据" in page
    assert "尚未写明计算公式" in page
    record = Client().get("/board/2022-2025/api/v1/indicators/13").json()["indicator"]
    assert {record[f"definition_{name}"] for name in SAID} == {""}
    assert (record["quality"], record["coverage"], record["comparability"]) == ("official", "unsaid", "unsaid")
    assert "尚未写明，待" not in Client().get(reverse("board:indicator-detail", args=["2022-2025", 6])).content.decode()
    none = Client().get("/board/2022-2025/api/v1/indicators/21").json()["indicator"]
    assert (none["quality"], none["not_to_conclude"]) == ("", [])


def test_an_office_says_it_another_person_publishes_it_and_every_carrier_shows_it(plan, thirteen):
    held = ObservationFactory(indicator=thirteen)
    first, second, stranger = env(), env(), Client()
    form = reverse("board:definition-create", args=[plan.slug, 13])
    assert signed_in(officer(Department.objects.get(code="urban"))).get(form).status_code in {403, 404}
    own = signed_in(first)
    assert own.post(form, {**SAID, "base": ""}).status_code == 200
    assert own.post(form, SAID).status_code == 302
    definition = Definition.objects.get()
    page = reverse("board:definition-decide", args=[definition.public_id])
    assert Task.objects.waiting().filter(kind="definition.publish", user=second, link=page).exists()
    assert own.post(form, SAID).status_code == 200
    assert own.post(page, {"approve": "1"}).status_code == 403
    public = reverse("board:indicator-detail", args=[plan.slug, 13])
    assert SAID["formula"] not in stranger.get(public).content.decode()
    assert signed_in(second).post(page, {"approve": "1"}).status_code == 302
    assert not Task.objects.waiting().filter(kind="definition.publish").exists()
    shown = stranger.get(public).content.decode()
    record = stranger.get("/board/2022-2025/api/v1/indicators/13").json()["indicator"]
    row = table(plan)["13"]
    for name, words in SAID.items():
        assert words in shown
        assert record[f"definition_{name}"] == row[f"definition_{name}"] == words
    assert (record["coverage"], record["comparability"]) == ("defined", "steady")
    assert (row["quality"], row["not_to_conclude"]) == ("official", "other_places")
    assert str(held.public_id) == record["observation"]
    assert list(Entry.objects.filter(action__startswith="definition.").values_list("action", flat=True).order_by("pk")) == [
        "definition.enter", "definition.publish",
    ]  # fmt: skip


def test_a_later_word_needs_a_reason_and_keeps_the_one_before(plan, thirteen, now):
    ObservationFactory(indicator=thirteen)
    published(thirteen, now)
    with pytest.raises(Refused, match="为何变更"):
        define_indicator(actor=env(), now=now, indicator=thirteen, said=SAID)
    published(thirteen, now, counted="演示：另计综合利用往年贮存量")
    page = Client().get(reverse("board:indicator-detail", args=[plan.slug, 13])).content.decode()
    assert page.index("演示：另计综合利用往年贮存量") < page.index("以前的口径") < page.index(SAID["counted"])
    record = Client().get("/board/2022-2025/api/v1/indicators/13").json()["indicator"]
    assert record["comparability"] == "anew"


def test_who_is_not_of_the_office_says_nothing_and_what_was_said_stays(thirteen, now):
    with pytest.raises(PermissionDenied):
        define_indicator(actor=officer(Department.objects.get(code="urban")), now=now, indicator=thirteen, said=SAID)
    made = published(thirteen, now)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Definition.objects.update(formula="x")
    guards.remove(connection, [DEFINITION])
    Definition.objects.filter(pk=made.pk).update(formula="演示：改过的公式")
    assert f"board.definition:{made.public_id}" in {drift.subject for drift in drifts()}


def test_what_was_sent_back_is_said_anew(plan, thirteen, now):
    made = define_indicator(actor=env(), now=now, indicator=thirteen, said=SAID)
    page = reverse("board:definition-decide", args=[made.public_id])
    reviewer, auditor = desk(Role.DISTRICT_REVIEWER), desk(Role.AUDITOR)
    assert SAID["formula"] in auditor.get(page).content.decode()
    assert auditor.post(page, {"decline": "1", "reason": "x"}).status_code == 403
    assert reviewer.post(page, {"decline": "1", "reason": ""}).status_code == 200
    assert reviewer.post(page, {"decline": "1", "reason": "演示：分母不清"}).status_code == 302
    assert "演示：分母不清" in reviewer.get(page).content.decode()
    assert define_indicator(actor=env(), now=now, indicator=thirteen, said=SAID).state == "waiting"


def test_each_office_is_asked_once_until_all_is_said(plan, thirteen, now, django_assert_max_num_queries):
    first = env()
    call_command("remind_due")
    tasks = Task.objects.waiting().filter(kind="definition.say")
    own, others = tasks.get(user=first), tasks.exclude(user=first).count()
    assert own.link == reverse("board:definition-list", args=[plan.slug])
    left = own.values["count"]
    page = signed_in(first).get(own.link).content.decode()
    assert page.count("/definition/") == left
    published(thirteen, now)
    ask_for_definitions(now=now, on=of_clock())
    own.refresh_from_db()
    assert (own.values["count"], tasks.exclude(user=first).filter(user=None).count()) == (left - 1, others)
    board = reverse("board:api-indicators", args=[plan.slug])
    with django_assert_max_num_queries(25):
        Client().get(board)
