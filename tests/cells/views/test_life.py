"""A certificate's life on the pages of its holder, the district and residents."""

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Appeal, Certificate, Check, Look, Pick

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED
NUMBER = "TNWF-2026-0001"
OWN = reverse("cells:certificate-own", args=[NUMBER])
MANAGE = reverse("cells:certificate-manage", args=[NUMBER])


@pytest.fixture
def held(case, at):
    case.to(Status.CERTIFIED)
    at(case.now)
    return case


def page(client, address):
    return client.get(address).content.decode()


def test_rectified_suspended_appealed_restored(held, people, client_of):
    unit, district = client_of(held.member), client_of(people.deputy)
    day = held.now.date().isoformat()
    answer = district.post(
        MANAGE, {"step": "check", "check-checked_on": day, "check-result": "rectify", "check-note": "桶无标识"}
    )
    assert answer.status_code == 302
    assert "桶无标识" in page(unit, OWN)
    assert unit.post(OWN, {"step": "report", "report": ""}).status_code == 400
    unit.post(OWN, {"step": "report", "report": "已换标识"})
    assert "已换标识" in page(district, MANAGE)
    district.post(MANAGE, {"step": "rectified", "rectified-note": "看过"})
    assert Check.objects.get().rectified_on
    district.post(MANAGE, {"step": "change", "change-step": "suspend", "change-reason": "台账不实"})
    assert "台账不实" in page(unit, OWN)
    unit.post(OWN, {"step": "appeal", "text": "台账在二楼"})
    assert "台账在二楼" in page(district, MANAGE)
    verdict = {"step": "appeal", "appeal-verdict": "uphold", "appeal-answer": "核实属实"}
    district.post(MANAGE, verdict)
    assert Appeal.objects.get().state == "open"
    client_of(people.district).post(MANAGE, verdict)
    assert Certificate.objects.get().state == "valid"
    assert "核实属实" in page(unit, OWN)


def test_the_holder_starts_the_renewal(held, client_of):
    unit = client_of(held.member)
    assert unit.post(reverse("cells:certificate-renew", args=[NUMBER])).status_code == 302
    assert "查看正在办理的申报" in page(unit, OWN)


def test_a_stranger_sees_no_holders_page(held, people, client_of):
    for user in (people.resident, people.district, people.officer):
        assert client_of(user).get(OWN).status_code == 404


def test_two_taps_from_the_check_page(held):
    resident, look = Client(), reverse("cells:look-add", args=[NUMBER])
    assert look in page(resident, reverse("verify:certificate-check", args=[NUMBER]))
    form = resident.get(look)
    assert "不记录您是谁" in form.content.decode()
    sent = {"key": str(form.context["key"]), "impression": "bins"}
    for _tap in range(2):
        assert "已收到" in resident.post(look, sent).content.decode()
    assert Look.objects.count() == 1
    assert resident.post(look, {"impression": "bins"}).status_code == 400
    assert resident.get(reverse("cells:look-add", args=["TNWF-2026-0999"])).status_code == 404
    assert Certificate.objects.get().state == "valid"


def test_a_quarter_is_drawn_on_the_page(held, people, client_of):
    district, address = client_of(people.district), reverse("cells:surveillance-show")
    assert "生成本季度复核名单" in page(district, address)
    district.post(address)
    assert Pick.objects.count() == 1
    assert held.organisation.name in page(district, address)
    assert "随机抽中" in page(district, address)
    assert "随机抽中" in page(district, MANAGE)
