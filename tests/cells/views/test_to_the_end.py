"""Two ways to their end, page by page: a refused restaurant's appeal, and a shop with a certificate on paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cells.enums import ApplicationStatus as Status
from cells.models import Certificate, PaperAward
from cells.operations.decision import decide_application
from cells.queries import certified_count
from portal.accounts.roles import Role
from tests.factories.cells import Case, OrganisationFactory, granted, kind, member_of
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db
DOCUMENT = "天无废办〔2025〕7号"


def test_a_refused_restaurant_appeals_to_the_end(people, now, client_of, at):
    case = Case(people, now, code="restaurant", name="桂花饭店").to(Status.EVALUATED)
    case.decide("")
    at(case.now)
    unit, deputy = client_of(case.member), client_of(people.deputy)
    own = reverse("cells:application-show", args=[case.row.public_id])
    desk = reverse("cells:decision-show", args=[case.row.public_id])
    assert "可以申诉一次" in unit.get(own).content.decode()
    with translation.override("en"):
        english = unit.get(reverse("cells:application-show", args=[case.row.public_id])).content.decode()
    assert "You may appeal once, until" in english
    unit.post(own, {"step": "appeal", "text": "餐厨垃圾台账在后厨，评审当天未看。"})
    inbox = deputy.get(reverse("inbox:task-list")).content.decode()
    assert "桂花饭店" in inbox
    answer = {"verdict": "uphold", "answer": "查看台账，属实。", "revision": case._fresh().row.revision}
    assert deputy.post(desk, {"step": "appeal", **{f"appeal-{k}": v for k, v in answer.items()}}).status_code == 302
    assert "查看台账，属实。" in unit.get(own).content.decode()
    decide_application(
        actor=people.deputy, application=case._fresh().row, level="pass", reasons="台账属实",
        revision=case.row.revision, now=case.now,
    )  # fmt: skip
    case._fresh().notice().later(days=12)
    people.deputy = granted(Role.DISTRICT_REVIEWER)
    case.certify()
    at(case.now)
    page = Client().get(reverse("verify:certificate-check", args=[case.certificate.number])).content.decode()
    assert "桂花饭店" in page
    assert "申诉成立" in client_of(case.member).get(own).content.decode()


def _table(*rows: str) -> SimpleUploadedFile:
    head = "统一社会信用代码,文号,发证单位,等级,认定日期,有效期至"
    return SimpleUploadedFile("纸质.csv", "\n".join([head, *rows]).encode())


def _come_in(shop, first, second) -> Certificate:
    """Tried as a table, entered, the scan added, and confirmed by the second person."""
    door = reverse("cells:award-import")
    good = f"{shop.credit_code},{DOCUMENT},天宁区领导小组,,2025年5月18日,"
    tried = first.post(door, {"file": _table(good, "短,二号,某单位,,2030-01-01,")})
    page = tried.content.decode()
    assert "没有单位以此代码登记" in page
    assert "这一天还没有到" in page
    assert not PaperAward.objects.exists()
    assert first.post(door, {"rows": tried.context["payload"]}).status_code == 200
    show = reverse("cells:award-show", args=[PaperAward.objects.get().public_id])
    assert "由另一位审核人员确认" in first.get(show).content.decode()
    answer = {"step": "answer", "answer-verdict": "confirm", "answer-answer": "一致"}
    assert first.post(show, answer).status_code == 409
    assert second.post(show, answer).status_code == 422
    assert first.post(show, {"step": "scan", "scan-scan": upload()}).status_code == 302
    assert second.get(f"{show}scan/").status_code == 200
    assert second.post(show, answer).status_code == 302
    return Certificate.objects.get()


def test_a_shop_with_a_certificate_on_paper_comes_into_the_register(people, now, client_of, at):
    kind("jiguan", now)
    at(now)
    shop = OrganisationFactory(name="红梅便民商店")
    unit, second = client_of(member_of(shop, now)), client_of(people.deputy)
    row = _come_in(shop, client_of(people.district), second)
    assert certified_count(now.date()).value == 1
    own, check = ([name, [row.number]] for name in ("cells:certificate-own", "verify:certificate-check"))
    stranger, mark = Client(), f"纸质认定，文号：{DOCUMENT}"
    for client, name, arguments in (
        (stranger, "cells:register-list", []),
        (stranger, *check),
        (unit, *own),
        (second, "cells:certificate-manage", [row.number]),
    ):
        assert mark in client.get(reverse(name, args=arguments)).content.decode(), name
    assert DOCUMENT in b"".join(stranger.get(reverse("cells:register-export", args=["csv"]))).decode()
    with translation.override("en"):
        english = stranger.get(reverse(check[0], args=check[1])).content.decode()
    assert f"Awarded on paper, document no. {DOCUMENT}" in " ".join(english.split())
    assert stranger.get(reverse("cells:certificate-credential", args=[row.number])).status_code == 404
    assert unit.get(reverse("cells:certificate-plaque", args=[row.number, "pdf"])).status_code == 404
    assert reverse(own[0], args=own[1]) in unit.get(reverse("cells:application-list")).content.decode()
    assert unit.post(reverse("cells:certificate-renew", args=[row.number])).status_code == 302


def test_one_by_the_form(people, now, client_of, at):
    kind("jiguan", now)
    at(now)
    shop, client = OrganisationFactory(), client_of(people.district)
    address = reverse("cells:award-list")
    sent = {"credit_code": shop.credit_code, "document_number": DOCUMENT, "issuer": "天宁区领导小组"}
    sent |= {"awarded_on": "2023-05-18", "valid_until": "2026-05-17", "level": "demo"}
    assert client.post(address, sent).status_code == 400
    assert client.post(address, sent | {"scan": upload(), "valid_until": "2023-05-01"}).status_code == 400
    assert client.post(address, sent | {"scan": upload()}).status_code == 302
    assert client.post(address, sent | {"scan": upload()}).status_code == 400
    award = PaperAward.objects.get()
    assert (award.level, award.valid_until.isoformat(), bool(award.scan)) == ("demo", "2026-05-17", True)
    assert shop.name in client.get(address).content.decode()
    assert client.get(reverse("cells:award-template")).status_code == 200
