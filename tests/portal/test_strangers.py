"""Forms of strangers without their cookie, and anybody's with a token that is too old: one press sends, no word is lost."""

import uuid

import pytest
from django.test import Client

from portal.home.models import Feedback
from tests.access import ANONYMOUS, EVERYONE
from tests.factories.accounts import UserFactory
from tests.portal.test_every_write import SENT, fields_of
from tests.test_access import MATRIX, _address

pytestmark = pytest.mark.django_db
OPEN = sorted(name for name, access in MATRIX.items() if access.post == EVERYONE)
WORDS = {"about": "message", "text": "门口的灯坏了，请看看", "page": "/"}


def strict(**headers) -> Client:
    return Client(enforce_csrf_checks=True, headers=headers)


@pytest.mark.parametrize("name", OPEN)
def test_a_browser_that_keeps_no_cookies_is_not_turned_away(name):
    assert ANONYMOUS in MATRIX[name].post
    assert strict().post(_address(name), SENT).status_code != 403
    assert (
        strict(origin="http://testserver", sec_fetch_site="same-origin").post(_address(name), SENT).status_code != 403
    )


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://elsewhere.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_what_stood_on_another_site_is_refused_and_does_not_come_back(headers):
    answer = Client(enforce_csrf_checks=True, headers=headers).post("/feedback/", WORDS)
    assert answer.status_code == 403
    assert WORDS["text"] not in answer.content.decode()
    assert not Feedback.objects.exists()


def test_a_message_without_any_cookie_is_received_and_its_receipt_opens():
    answer = strict().post("/feedback/", WORDS)
    assert answer.status_code == 302
    assert Feedback.objects.get().text == WORDS["text"]
    assert Client().get(answer.url).status_code == 200


def test_a_token_that_is_too_old_brings_the_words_back_and_one_press_sends():
    client = strict()
    client.force_login(UserFactory())
    answer = client.post("/feedback/", WORDS | {"csrfmiddlewaretoken": "x" * 64})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "没有打开此页的权限" not in page
    assert WORDS["text"] in page
    assert client.post("/feedback/", fields_of(page)).status_code == 302
    assert Feedback.objects.get().text == WORDS["text"]


def test_the_same_message_twice_is_one_and_other_words_are_another():
    key = str(uuid.uuid4())
    first, second = (strict().post("/feedback/", WORDS | {"key": key}) for _ in range(2))
    other = strict().post("/feedback/", WORDS | {"key": key, "text": "还有一件事"})
    assert first.url == second.url != other.url
    assert Feedback.objects.count() == 2
