"""Messages from visitors and their answers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.home.models import Feedback
from portal.home.operations import answer_feedback, leave_feedback
from portal.inbox.models import Task
from portal.ledger.queries import entries_about
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

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
