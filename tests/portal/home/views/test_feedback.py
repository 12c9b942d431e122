"""Messages from visitors and their answers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.accounts.roles import Role
from portal.home.models import Feedback
from portal.home.models.feedback import REOPENED_MOST, About
from portal.home.operations import answer_feedback, hand_over_feedback, leave_feedback, pass_on_feedback
from portal.inbox.models import Task
from portal.ledger.models import Entry
from portal.ledger.queries import entries_about
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.directory import DepartmentFactory

pytestmark = pytest.mark.django_db
LEAVE = reverse("home:feedback-leave")


@pytest.fixture
def editor():
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=Role.EDITOR)
    return user


def test_a_message_gets_a_reference_and_waits_for_an_editor(client):
    answer = client.post(LEAVE, {"text": "第13项指标的单位有误", "page": "/board/2022-2025/13/"})
    feedback = Feedback.objects.get()
    assert answer.headers["Location"] == reverse("home:feedback-show", args=[feedback.reference])
    shown = client.get(answer.headers["Location"])
    assert feedback.reference in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    task = Task.objects.waiting().get()
    assert (task.role, feedback.reference in task.link) == (Role.EDITOR, True)


@pytest.mark.parametrize("text", ["", "长" * 1001])
def test_a_message_has_some_words_and_not_too_many(client, text):
    assert client.post(LEAVE, {"text": text}).context["form"].errors
    assert not Feedback.objects.exists()


def test_the_page_that_led_here_is_kept(client):
    for before, kept in (
        ("http://testserver/board/2022-2025/13/?x=1", "/board/2022-2025/13/"),
        ("http://other/board/", ""),
    ):
        assert client.get(LEAVE, headers={"referer": before}).context["form"]["page"].value() == kept


def test_a_reference_leads_to_the_message(client, now):
    feedback = leave_feedback(now=now, text="问题")
    answer = client.get(LEAVE, {"reference": f" {feedback.reference.lower()} "})
    assert answer.headers["Location"].endswith(f"{feedback.reference}/")
    assert client.get(LEAVE, {"reference": "NOTTHERE"}).context["lookup"].errors


def test_an_editor_answers_and_the_visitor_reads_it(client, editor, now):
    feedback = leave_feedback(now=now, text="问题")
    desk = Client()
    desk.force_login(editor)
    assert "问题" in desk.get(reverse("home:feedback-list")).content.decode()
    address = reverse("home:feedback-answer", args=[feedback.reference])
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"answer": ""}).context["form"].errors
    desk.post(address, {"answer": "已更正，谢谢。"})
    assert "已更正" in client.get(reverse("home:feedback-show", args=[feedback.reference])).content.decode()
    assert entries_about(feedback).get().action == "feedback.answer"
    assert not Task.objects.waiting().exists()


def test_an_empty_list_says_so(editor):
    desk = Client()
    desk.force_login(editor)
    assert 'class="empty"' in desk.get(reverse("home:feedback-list")).content.decode()


def test_nobody_else_answers(now):
    with pytest.raises(PermissionDenied):
        answer_feedback(actor=UserFactory(), now=now, feedback=leave_feedback(now=now, text="问题"), answer="x")


@pytest.fixture
def district():
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=Role.DISTRICT_ADMINISTRATOR)
    return user


@pytest.fixture
def office():
    return DepartmentFactory()


def of_office(office):
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=Role.DEPARTMENT_OFFICER, department=office)
    return user


def at(user):
    desk = Client()
    desk.force_login(user)
    return desk


def page_of(reference, client=None):
    return (client or Client()).get(reverse("home:feedback-show", args=[reference])).content.decode()


def told(feedback, **said):
    return Client().post(reverse("home:feedback-settle", args=[feedback.reference]), said)


def waiting():
    return [(task.user, task.role, task.due_on) for task in Task.objects.waiting()]


@pytest.fixture
def handed_over(editor, office, now, monkeypatch):
    """A message, and the officer to whose office an editor handed it."""
    monkeypatch.setattr(clock, "now", lambda: now)
    officer, feedback = of_office(office), leave_feedback(now=now, text="北门的桶满了三天")
    at(editor).post(reverse("home:feedback-hand-over", args=[feedback.reference]), {"department": office.pk})
    return feedback, officer


def answered(feedback, user, answer):
    said = {"answer": answer, "public_words": "北门集中点改为每天清运两次。"}
    assert at(user).post(reverse("home:feedback-answer", args=[feedback.reference]), said).status_code == 302


def test_what_is_handed_over_waits_for_the_office_with_a_day_that_its_sender_sees(handed_over, office):
    feedback, officer = handed_over
    assert waiting() == [(officer, "", date(2026, 12, 9))]
    page = page_of(feedback.reference)
    assert "2026-12-09" in page
    assert office.label in page
    assert "北门的桶" in at(officer).get(reverse("home:feedback-list")).content.decode()
    answered(feedback, officer, "已清运。")
    assert waiting() == []


def test_what_is_not_solved_goes_back_to_the_same_office_with_the_reason(handed_over, now, monkeypatch):
    feedback, officer = handed_over
    answered(feedback, officer, "已清运。")
    assert told(feedback, solved="no").status_code == 400
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3))
    told(feedback, solved="no", reason="今天又满了")
    assert waiting() == [(officer, "", date(2026, 12, 12))]
    page = page_of(feedback.reference)
    assert "已清运。" in page
    assert "今天又满了" in page
    assert told(feedback, solved="yes").status_code == 409


def test_what_is_solved_is_listed_in_public_words(handed_over):
    feedback, officer = handed_over
    answered(feedback, officer, "已清运。")
    told(feedback, solved="no", reason="今天又满了")
    answered(feedback, officer, "加了一班车。")
    public = reverse("home:feedback-solved")
    assert "北门集中点" not in Client().get(public).content.decode()
    told(feedback, solved="yes")
    page = Client().get(public).content.decode()
    assert "北门集中点改为每天清运两次。" in page
    assert "北门的桶" not in page
    steps = ["hand_over", "answer", "reopen", "answer", "settle"]
    assert [entry.action for entry in entries_about(feedback)] == [f"feedback.{step}" for step in steps]


def test_who_is_not_content_for_the_third_time_is_told_who_helps(editor, now):
    feedback = leave_feedback(now=now, text="问题还在")
    for number in range(REOPENED_MOST):
        answer_feedback(actor=editor, now=now, feedback=feedback, answer=f"答复 {number}")
        assert told(feedback, solved="no", reason="没有").status_code == 302
    answer_feedback(actor=editor, now=now, feedback=feedback, answer="答复")
    page = page_of(feedback.reference)
    assert "12345" in page
    assert 'name="reason"' not in page
    assert told(feedback, solved="no", reason="没有").status_code == 403


def test_an_office_without_a_person_leaves_it_to_the_district(editor, district, office, now):
    feedback = leave_feedback(now=now, text="问题")
    hand_over_feedback(actor=editor, now=now, feedback=feedback, department=office)
    assert [(user, role) for user, role, _day in waiting()] == [(None, Role.DISTRICT_ADMINISTRATOR)]
    at(district).post(reverse("home:feedback-answer", args=[feedback.reference]), {"answer": "好的。"})
    assert waiting() == []


def test_what_is_not_ours_leaves_with_a_text_for_the_hotline(editor, now):
    feedback = leave_feedback(now=now, text="路灯不亮")
    at(editor).post(reverse("home:feedback-pass-on", args=[feedback.reference]), {"answer": "由市城管局负责。"})
    page = page_of(feedback.reference)
    assert "12345" in page
    assert page.count("路灯不亮") == 2
    assert told(feedback, solved="no", reason="还是不亮").status_code == 409


def test_an_office_sees_what_was_handed_to_it_alone(editor, office, now):
    other = of_office(DepartmentFactory())
    mine, free = (leave_feedback(now=now, text=text) for text in ("交办的", "没有交办的"))
    hand_over_feedback(actor=editor, now=now, feedback=mine, department=office)
    for user, seen in ((of_office(office), [True, False]), (other, [False, False])):
        page = at(user).get(reverse("home:feedback-list")).content.decode()
        assert ["交办的" in page.replace("没有交办的", ""), "没有交办的" in page] == seen
        answers = [at(user).get(reverse("home:feedback-answer", args=[row.reference])) for row in (mine, free)]
        assert [answer.status_code == 200 for answer in answers] == seen
        with pytest.raises(PermissionDenied):
            hand_over_feedback(actor=user, now=now, feedback=mine, department=office)


def test_data_rights_keep_their_own_way(editor, district, office, now):
    asked = leave_feedback(now=now, text="请删除", about=About.DELETION)
    with pytest.raises(PermissionDenied):
        hand_over_feedback(actor=district, now=now, feedback=asked, department=office)
    with pytest.raises(PermissionDenied):
        pass_on_feedback(actor=district, now=now, feedback=asked, answer="不归我们管")
    answer_feedback(actor=district, now=now, feedback=asked, answer="已删除。")
    assert "settle" not in page_of(asked.reference)
    for said in ({"solved": "yes"}, {"solved": "no", "reason": "再说一次"}):
        assert told(asked, **said).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "answered"


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_asks_as_many_questions_for_many_as_for_one(district, office, now, django_assert_max_num_queries, many):
    for _ in range(many):
        hand_over_feedback(actor=district, now=now, feedback=leave_feedback(now=now, text="问题"), department=office)
    desk = at(district)
    desk.get(reverse("home:feedback-list"))
    with django_assert_max_num_queries(14):
        assert desk.get(reverse("home:feedback-list")).status_code == 200


def test_a_flood_has_its_pages_and_leaves_the_ledger_alone(district, now):
    for number in range(45):
        leave_feedback(now=now, text=f"第 {number} 条")
    page = at(district).get(f"{reverse('home:feedback-list')}?page=3").content.decode()
    assert "第 44 条" in page
    assert not Entry.objects.filter(action__startswith="feedback.").exists()
