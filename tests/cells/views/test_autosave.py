"""Saving as one types: item by item, with what another saved told and never overwritten."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import MarkState
from cells.models import Answer, AnswerEvidence
from cells.operations.filing import Entry, save_answers
from tests.factories.cells import Case
from tests.factories.evidence import upload

pytestmark = pytest.mark.django_db


def address(case, section="A"):
    return reverse("cells:section-save", args=[case.row.public_id, section])


@pytest.fixture
def client(case, client_of, at):
    at(case.now)
    return client_of(case.member)


def sent(code, value=None, revision=0, **more):
    fields = {f"{code}-{name}": given for name, given in more.items()}
    return {f"{code}-revision": revision, **({} if value is None else {f"{code}-value": value}), **fields}


def test_only_what_was_sent_is_saved_and_the_total_comes_back(case, client):
    reply = client.post(address(case), sent("JG-A2", "11") | sent("JG-A3", ""))
    answer = reply.json()
    assert reply.status_code == 200
    assert answer["revisions"] == {"JG-A2": 1, "JG-A3": 0}
    assert (answer["faults"], answer["theirs"]) == ({}, {})
    assert answer["total"] == "3.00 分（满分 100）"
    assert answer["total"] in answer["score"]
    assert "JG-A1" in answer["missing"]
    assert Answer.objects.get().value == {"number": "11"}
    assert client.post(address(case), sent("JG-A2", "11", 1)).json()["revisions"] == {"JG-A2": 1}


def test_one_wrong_figure_holds_up_no_other_answer(case, client):
    answer = client.post(address(case), sent("JG-A1", "yes") | sent("JG-A2", "a dozen")).json()
    assert list(answer["faults"]) == ["JG-A2"]
    assert [row.criterion for row in Answer.objects.all()] == ["JG-A1"]
    answer = client.post(address(case, "B"), sent("JG-B4", na="on")).json()
    assert "请说明为什么不涉及" in answer["faults"]["JG-B4"][0]
    client.post(address(case, "B"), sent("JG-B4", na="on", note="没有食堂"))
    assert Answer.objects.get(criterion="JG-B4").state == MarkState.NOT_APPLICABLE


def test_a_second_device_is_told_what_the_first_saved(case, client):
    save_answers(
        actor=case.member,
        application=case.row,
        entries=[Entry("JG-A2", MarkState.GIVEN, {"number": "6"})],
        now=case.now,
    )
    answer = client.post(address(case), sent("JG-A2", "11") | sent("JG-A1", "yes")).json()
    assert answer["theirs"] == {"JG-A2": {"revision": 1, "text": "个月: 6"}}
    assert answer["revisions"] == {"JG-A1": 1}
    assert Answer.objects.get(criterion="JG-A2").value == {"number": "6"}
    client.post(address(case), sent("JG-A2", "11", 1))
    assert Answer.objects.get(criterion="JG-A2").value == {"number": "11"}


def test_files_go_at_once_and_a_repeat_does_not_double_them(case, client):
    for _attempt in range(2):
        data = sent("JG-A1", "yes", Answer.objects.count(), files=[upload(), upload()], link="https://example.org/a")
        answer = client.post(address(case), data).json()
    assert AnswerEvidence.objects.count() == 2
    assert "example.org/a" in answer["evidence"]["JG-A1"]
    assert answer["refused"] == []
    bad = upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.jpg")
    answer = client.post(address(case), sent("JG-A2", "3", files=bad)).json()
    assert "x.jpg" in answer["faults"]["JG-A2"][0]
    assert answer["refused"] == ["JG-A2"]
    assert Answer.objects.get(criterion="JG-A2").value == {"number": "3"}


def test_a_full_store_is_told_beside_the_item(case, client, settings):
    settings.PORTAL_EVIDENCE_QUOTA = 10
    answer = client.post(address(case), sent("JG-A1", "yes", files=upload())).json()
    assert answer["faults"]["JG-A1"]
    assert not AnswerEvidence.objects.exists()
    assert Answer.objects.get(criterion="JG-A1").value == {"met": True}


def test_acl_03_fields_that_are_not_asked_for_change_nothing(case, client):
    before = {name: getattr(case.row, name) for name in ("status", "organisation_id", "rubric_id", "reference")}
    extra = {
        "status": "certified",
        "score": "100",
        "organisation": "7",
        "reviewer": "1",
        "weight": "9",
        "is_staff": "on",
    }
    client.post(address(case), sent("JG-A2", "11") | extra | {"JG-A2-points": "99", "JG-A2-updated_by": "1"})
    row = Answer.objects.get()
    assert (row.value, row.updated_by) == ({"number": "11"}, case.member)
    case._fresh()
    assert {name: getattr(case.row, name) for name in before} == before


def test_a_file_that_is_not_open_says_so(case, client, people, client_of):
    case.to(Status.SUBMITTED)
    reply = client.post(address(case), sent("JG-A2", "11", 1))
    assert reply.status_code == 409
    assert "不能修改" in reply.json()["closed"]
    assert client.post(address(case, "Q"), sent("JG-A2", "11")).status_code == 409
    for person in (Case(people, case.now).member, people.officer, people.resident):
        assert client_of(person).post(address(case), sent("JG-A2", "11", 1)).status_code == 404


def test_the_whole_sheet_is_one_page_for_a_desk(case, client, django_assert_max_num_queries):
    page = reverse("cells:section-edit", args=[case.row.public_id, "all"])
    with django_assert_max_num_queries(30):
        text = client.get(page).content.decode()
    assert all(f'id="{code}"' in text for code in case.row.rubric.sheet.criteria)
    assert address(case, "all") in text
    answer = client.post(page, sent("JG-A2", "11") | sent("JG-C2", note="见附件") | {"go": "1"})
    assert answer["Location"] == reverse("cells:application-show", args=[case.row.public_id])
    assert Answer.objects.count() == 2
