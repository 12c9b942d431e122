"""The unit's desk as a browser uses it."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import MarkState
from cells.models import Answer, Application, Organisation, UnitType
from cells.operations.filing import Entry, save_answers
from cells.operations.prereview import return_application
from tests.factories.cells import area, credit_code, scheme
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db


def section(case, code="A"):
    return reverse("cells:section-edit", args=[case.row.public_id, code])


def typed(case, **instead):
    data = {
        "JG-A1-value": "yes",
        "JG-A1-revision": "0",
        "JG-A2-value": "11",
        "JG-A2-revision": "0",
        "JG-A3-value": "3",
        "JG-A3-revision": "0",
    }
    return data | instead


@pytest.fixture
def client(case, client_of, at):
    at(case.now)
    return client_of(case.member)


def test_registering_a_unit(people, now, client_of, at):
    scheme(now)
    at(now)
    client = client_of(people.resident)
    fields = {
        "name": "红梅小馆",
        "credit_code": f" {credit_code(777).lower()} ",
        "unit_type": UnitType.objects.get(code="restaurant").pk,
        "area": area().pk,
        "address": "新堂北路 5 号",
    }
    page = client.post(reverse("cells:organisation-register"), fields | {"credit_code": "91350100M000100Y44"})
    assert page.status_code == 400
    assert "统一社会信用代码不正确" in page.content.decode()
    assert "红梅小馆" in page.content.decode()
    assert client.post(reverse("cells:organisation-register"), fields).status_code == 302
    organisation = Organisation.objects.get(name="红梅小馆")
    assert organisation.memberships.get().user == people.resident
    page = client.post(reverse("cells:organisation-register"), fields)
    assert "已登记" in page.content.decode()
    assert client.post(reverse("cells:application-start", args=[organisation.public_id])).status_code == 302
    assert Application.objects.get(organisation=organisation).rubric.unit_type.code == "restaurant"
    again = client.post(reverse("cells:application-start", args=[organisation.public_id]))
    assert (again.status_code, "该单位已有在办的申请。" in again.content.decode()) == (422, True)
    assert Application.objects.filter(organisation=organisation).count() == 1


def test_a_section_is_saved_and_leads_on(case, client):
    page = client.get(section(case))
    assert "组织管理" in page.content.decode()
    answer = client.post(section(case), typed(case, go="1"))
    assert answer["Location"] == section(case, "B")
    rows = {row.criterion: (row.state, row.value) for row in Answer.objects.all()}
    assert rows == {
        "JG-A1": ("given", {"met": True}),
        "JG-A2": ("given", {"number": "11"}),
        "JG-A3": ("given", {"number": "3"}),
    }
    page = client.get(section(case)).content.decode()
    assert "JG-A2 按月登记各类垃圾数量与去向" in page


def test_what_was_saved_stands_in_the_fields_when_one_comes_back(case, client):
    client.post(section(case), typed(case, **{"JG-A3-note": "见附件"}))
    page = client.get(section(case))
    form, text = page.context["form"], page.content.decode()
    assert not form.is_bound
    assert 'role="alert"' not in text
    assert (form["JG-A1-value"].value(), form["JG-A2-value"].value()) == ("yes", "11")
    assert (form["JG-A3-note"].value(), form["JG-A3-revision"].value()) == ("见附件", 1)
    assert "见附件" in text


def test_files_and_links_are_added_and_removed(case, client):
    data = typed(case, **{"JG-A1-files": upload(), "JG-A1-link": "https://example.org/notice"})
    client.post(section(case), data)
    evidence = Answer.objects.get(criterion="JG-A1").evidence
    assert sorted(row.url for row in evidence.all()) == ["", "https://example.org/notice"]
    row = evidence.get(url="")
    page = client.get(section(case)).content.decode()
    assert reverse("cells:evidence-show", args=[row.public_id]) in page
    revisions = {f"{answer.criterion}-revision": answer.revision for answer in Answer.objects.all()}
    client.post(section(case), typed(case, **revisions, remove=str(row.public_id)))
    assert evidence.count() == 1
    assert client.post(section(case), typed(case, **revisions, remove="nonsense")).status_code == 404


def test_a_wrong_file_is_refused_and_nothing_typed_is_lost(case, client):
    bad = upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.jpg")
    page = client.post(section(case), typed(case, **{"JG-A1-files": bad, "JG-A2-note": "月度台账"}))
    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()
    assert "月度台账" in page.content.decode()
    assert not Answer.objects.exists()


def test_not_applicable_needs_a_reason(case, client):
    page = client.post(section(case, "B"), {"JG-B4-na": "on"})
    assert "请说明为什么不涉及" in page.content.decode()
    client.post(section(case, "B"), {"JG-B4-na": "on", "JG-B4-note": "没有食堂"})
    assert Answer.objects.get().state == MarkState.NOT_APPLICABLE


def test_a_stale_save_shows_both_versions(case, client):
    """REV-01 for the unit's own answers: two people of one unit."""
    save_answers(
        actor=case.member,
        application=case.row,
        entries=[Entry("JG-A2", MarkState.GIVEN, {"number": "6"})],
        now=case.now,
    )
    page = client.post(section(case), typed(case))
    text = page.content.decode()
    assert page.status_code == 409
    assert "个月: 6" in text
    assert 'value="11"' in text
    assert Answer.objects.get(criterion="JG-A2").value == {"number": "6"}
    assert 'name="JG-A2-revision" value="1"' in text
    client.post(section(case), typed(case, **{"JG-A2-revision": "1"}))
    assert Answer.objects.get(criterion="JG-A2").value == {"number": "11"}


def test_the_overview_names_what_is_missing_as_links(case, client):
    page = client.get(reverse("cells:application-show", args=[case.row.public_id])).content.decode()
    assert f'{section(case)}#JG-A1"' in page
    submit = reverse("cells:application-submit", args=[case.row.public_id])
    assert "还缺" in client.get(submit).content.decode()
    client.post(submit, {"agreed": "on", "name": "王小明"})
    assert case._fresh().row.status == Status.DRAFT


def test_signed_and_submitted(case, client):
    case.fill()
    submit = reverse("cells:application-submit", args=[case.row.public_id])
    page = client.post(submit, {"name": "王小明"})
    assert page.status_code == 400
    assert "请先勾选同意" in page.content.decode()
    page = client.post(submit, {"agreed": "on", "name": "王小明"}, follow=True)
    assert case.row.reference in page.content.decode()
    assert case._fresh().row.status == Status.SUBMITTED
    assert client.post(submit, {"agreed": "on", "name": "王小明"}).status_code == 404
    assert client.post(section(case), typed(case)).status_code == 409
    assert client.get(section(case)).status_code == 302
    assert client.get(section(case, "Q")).status_code == 404


def test_a_return_opens_the_named_items_only(case, client, people):
    case.to(Status.SUBMITTED)
    return_application(
        actor=people.officer,
        application=case.row,
        revision=case.row.revision,
        items=["JG-C2"],
        note="补照片",
        now=case.now,
    )
    page = client.get(reverse("cells:application-show", args=[case.row.public_id])).content.decode()
    assert "补照片" in page
    assert "需补正的条目" in page
    inside = client.get(section(case, "C")).content.decode()
    assert "JG-C2" in inside
    assert "JG-C1" not in inside
    assert client.get(section(case, "A")).status_code == 302


def test_withdrawn(case, client):
    address = reverse("cells:application-withdraw", args=[case.row.public_id])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 400
    client.post(address, {"reason": "暂不申报"})
    assert case._fresh().row.status == Status.WITHDRAWN
    assert client.post(address, {"reason": "再次"}).status_code == 409


def test_a_failed_gate_is_told_where_it_is_filled_in(case, client):
    gate = case.row.rubric.sheet.gates[0]
    save_answers(
        actor=case.member,
        application=case.row,
        entries=[Entry(gate.code, MarkState.GIVEN, {"met": False})],
        now=case.now,
    )
    words = client.get(section(case, "G")).content.decode()
    assert f"否决项不符合：{gate.text}" in words
    assert "得分再高也不能达到任何等级" in words


def test_communities_stand_below_their_street(case, client):
    street = area()
    street.communities.create(code="x-1", name="某社区", official_name="某社区居委会", reporting_area=street)
    page = client.get(reverse("cells:organisation-register")).content.decode()
    assert f'<optgroup label="{street.label}">' in page
