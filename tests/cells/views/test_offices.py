"""The desks of the street, the evaluators and the district."""

import pytest
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.models import Certificate
from cells.operations.evaluation import save_evaluation
from cells.operations.filing import Entry
from tests.factories.cells import expert

pytestmark = pytest.mark.django_db


def decide(client, case, step, **fields):
    address = reverse("cells:decision-show", args=[case.row.public_id])
    data = {f"{step}-{name}": value for name, value in fields.items()}
    return client.post(address, {"step": step, f"{step}-revision": case.row.revision, **data})


def review(client, case, step, **fields):
    address = reverse("cells:review-show", args=[case.row.public_id])
    data = {f"{step}-{name}": value for name, value in fields.items()}
    return client.post(address, {"step": step, f"{step}-revision": case.row.revision, **data})


def test_the_street_passes_a_file_on(case, people, desk):
    client = desk(people.officer)
    assert "没有待初审的申请" in client.get(reverse("cells:review-list")).content.decode()
    case.to(Status.SUBMITTED)
    assert case.organisation.name in client.get(reverse("cells:review-list")).content.decode()
    page = client.get(reverse("cells:review-show", args=[case.row.public_id])).content.decode()
    assert "https://example.org/JG-A1" in page
    assert review(client, case, "return", note="补").status_code == 400
    assert review(client, case, "refuse", reason="").status_code == 400
    assert review(client, case, "accept", note="齐全").status_code == 302
    assert case._fresh().row.status == Status.PREREVIEWED
    assert review(client, case, "accept", note="再来").status_code == 409


def test_the_street_returns_or_refuses(case, people, desk):
    client = desk(people.officer)
    case.to(Status.SUBMITTED)
    assert review(client, case, "return", note="补照片", items=["JG-C2"]).status_code == 302
    assert case._fresh().row.return_items == ["JG-C2"]
    case.submit()
    assert review(client, case, "refuse", reason="不在辖区").status_code == 302
    assert case._fresh().row.status == Status.REFUSED


def test_a_stale_step_keeps_the_words(case, people, desk):
    client = desk(people.officer)
    case.to(Status.SUBMITTED)
    case.row.revision -= 1
    answer = review(client, case, "accept", note="写了很久的意见")
    assert answer.status_code == 409
    assert "写了很久的意见" in answer.content.decode()
    assert case._fresh().row.status == Status.SUBMITTED


def test_the_district_accepts_assigns_and_decides(case, people, desk):
    client = desk(people.district)
    case.to(Status.PREREVIEWED)
    assert case.organisation.name in client.get(reverse("cells:decision-list")).content.decode()
    assert decide(client, case, "accept").status_code == 302
    case._fresh()
    page = client.get(reverse("cells:decision-show", args=[case.row.public_id])).content.decode()
    assert "在办 0 件" in page
    too_few = decide(client, case, "assign", evaluators=[people.first.pk])
    assert (too_few.status_code, "请至少选择 2 位评审人。" in too_few.content.decode()) == (422, True)
    assert case._fresh().row.status == Status.ACCEPTED
    assert decide(client, case, "assign", evaluators=[people.officer.pk, people.first.pk]).status_code == 400
    decide(client, case, "assign", evaluators=[people.first.pk, people.second.pk])
    assert case._fresh().row.status == Status.EVALUATING
    case.evaluate(people.first)
    page = client.get(reverse("cells:decision-show", args=[case.row.public_id])).content.decode()
    assert "评审汇总" not in page
    case.evaluate(people.second)
    page = client.get(reverse("cells:decision-show", args=[case.row.public_id])).content.decode()
    assert "评审汇总" in page
    assert "100.00 分" in page
    assert decide(client, case, "decide", level="pass").status_code == 400
    assert decide(client, case, "decide", level="pass", reasons="相符").status_code == 302
    assert case._fresh().row.status == Status.PROPOSED
    assert decide(client, case, "decide", level="refuse", reasons="x").status_code == 409
    assert case._fresh().row.status == Status.PROPOSED


def test_declined(case, people, desk):
    client = desk(people.district)
    case.to(Status.PREREVIEWED)
    decide(client, case, "decline", reason="失信期内")
    assert case._fresh().row.status == Status.REFUSED


def test_the_certificate_waits_for_the_notice(case, people, desk):
    client, public = desk(people.deputy), Client()
    case.to(Status.IN_NOTICE)
    batch = case.row.notice_entry.batch
    file = reverse("cells:objection-file", args=[batch.code, case.row.reference])
    issue = reverse("cells:certificate-issue", args=[case.row.public_id])
    early = client.post(issue)
    assert (early.status_code, "公示期未满，或有异议尚未答复。" in early.content.decode()) == (422, True)
    assert not Certificate.objects.exists()
    client = desk(case.later(days=9).people.deputy)
    assert file not in public.get(reverse("cells:notice-show", args=[batch.code])).content.decode()
    assert "公示期已结束" in public.get(file).content.decode()
    client.post(issue)
    certificate = Certificate.objects.get()
    assert certificate.holder in public.get(reverse("cells:register-list")).content.decode()


def test_a_certificate_is_managed(case, people, desk):
    case.to(Status.CERTIFIED)
    client = desk(people.deputy)
    number = case.certificate.number
    assert number in client.get(reverse("cells:certificate-list")).content.decode()
    address = reverse("cells:certificate-manage", args=[number])
    assert client.post(address, {"step": "change", "change-step": "suspend"}).status_code == 400
    client.post(address, {"step": "change", "change-step": "suspend", "change-reason": "整改"})
    check = {"check-checked_on": "2026-12-03", "check-result": "rectify", "check-note": "缺标识"}
    client.post(address, {"step": "check", **check})
    page = client.get(address).content.decode()
    assert "已暂停" in page
    assert "缺标识" in page


def test_the_evaluator_scores_section_by_section(case, people, desk):
    case.to(Status.EVALUATING)
    client = desk(people.first)
    evaluation = case.evaluation_of(people.first)
    show = reverse("cells:evaluation-show", args=[evaluation.public_id])
    section = reverse("cells:evaluation-section", args=[evaluation.public_id, "A"])
    assert case.organisation.name in client.get(reverse("cells:evaluation-list")).content.decode()
    assert "继续评分" in client.get(show).content.decode()
    assert "https://example.org/JG-A1" in client.get(section).content.decode()
    answer = client.post(section, {"revision": 1, "JG-A1-value": "yes", "JG-A2-value": "7", "go": "1"})
    assert answer["Location"].endswith("/sections/B/")
    assert evaluation.scores.get(criterion="JG-A2").value == {"number": "7"}
    assert client.post(section, {"revision": 2, "JG-A2-value": "many"}).status_code == 400
    unmarked = client.post(show, {"revision": 2})
    assert (unmarked.status_code, "还有条目未评分。" in unmarked.content.decode()) == (422, True)
    assert case._fresh().row.status == Status.EVALUATING
    case.evaluate(people.first)
    assert client.get(section).status_code == 409
    assert client.get(section.replace("/A/", "/Q/")).status_code == 404


def test_a_stale_evaluation_is_never_overwritten(case, people, desk):
    """REV-01: saved in another tab meanwhile; 409 with both versions, then knowingly."""
    case.to(Status.EVALUATING)
    client = desk(people.first)
    evaluation = case.evaluation_of(people.first)
    save_evaluation(
        actor=people.first,
        evaluation=evaluation,
        entries=[Entry("JG-A2", "given", {"number": "6"})],
        revision=1,
        now=case.now,
    )
    section = reverse("cells:evaluation-section", args=[evaluation.public_id, "A"])
    page = client.post(section, {"revision": 1, "JG-A2-value": "12"})
    assert page.status_code == 409
    assert "个月: 6" in page.content.decode()
    assert 'value="12"' in page.content.decode()
    assert evaluation.scores.get(criterion="JG-A2").value == {"number": "6"}
    assert client.post(section, {"revision": 2, "JG-A2-value": "12"}).status_code == 302
    assert evaluation.scores.get(criterion="JG-A2").value == {"number": "12"}


def test_an_evaluator_hands_in_or_steps_back(case, people, desk):
    case.to(Status.EVALUATING)
    client = desk(people.second)
    case.evaluate(people.first)
    evaluation = case.evaluation_of(people.second)
    recuse = reverse("cells:evaluation-recuse", args=[evaluation.public_id])
    assert client.get(recuse).status_code == 200
    assert client.post(recuse, {}).status_code == 400
    client.post(recuse, {"reason": "曾任该单位顾问"})
    assert case._fresh().row.status == Status.EVALUATING
    district = desk(people.district)
    assert "曾任该单位顾问" in district.get(reverse("cells:decision-show", args=[case.row.public_id])).content.decode()
    decide(district, case, "assign", evaluators=[people.third.pk])
    case._fresh().evaluate(people.third)
    assert case.row.status == Status.EVALUATED
    # Now that the total is known, another opinion on it needs a reason (REV-02).
    again = {"evaluators": [expert().pk]}
    assert decide(district, case, "assign", **again).status_code == 400
    assert decide(district, case, "assign", **again, reason="数据有疑问").status_code == 302
    assert case._fresh().row.status == Status.EVALUATING


def test_what_is_seen_on_site_stands_on_one_page(case, people, desk):
    client = desk(people.first)
    case.to(Status.EVALUATING)
    evaluation = case.evaluation_of(people.first)
    address = reverse("cells:evaluation-section", args=[evaluation.public_id, "onsite"])
    page = client.get(address)
    codes = [item["code"] for item in page.context["items"]]
    criteria = case.row.rubric.sheet.criteria
    assert codes == [code for code, item in criteria.items() if {"onsite", "ask"} & set(item.evidence)]
    assert "data-copy" in page.content.decode()
    code = next(code for code in codes if criteria[code].method.entry == "met")
    sent = {"revision": evaluation.revision, f"{code}-value": "yes"}
    assert client.post(address, sent | {f"{code}-abstain": "on"}).status_code == 400
    assert client.post(address, sent).status_code == 302
    assert evaluation.scores.get(criterion=code).value == {"met": True}
    assert client.post(address, sent | {f"{code}-value": "no"}).status_code == 409
