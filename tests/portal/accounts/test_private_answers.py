from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from portal.accounts.middleware import session_limits
from portal.accounts.permissions import private
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_page_of_a_signed_in_person_is_kept_by_no_cache(client):
    client.force_login(UserFactory())
    assert client.get("/account/sessions/")["Cache-Control"] == "private, no-store"


def test_view_that_knows_better_is_left_alone(client, settings):
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "any"
    request.user, request.session = UserFactory(), {}
    response = session_limits(lambda _: HttpResponse(headers={"Cache-Control": "max-age=60"}))(request)
    assert response["Cache-Control"] == "max-age=60"


@pytest.mark.parametrize(
    ("method", "referer", "after"),
    [
        ("get", "http://testserver/cells/mine/", "/cells/applications/x/submit/"),
        ("post", "http://testserver/cells/mine/?page=2#x", "/cells/mine/?page=2"),
        ("post", "http://elsewhere.example/cells/mine/", "/cells/applications/x/submit/"),
        ("post", "", "/cells/applications/x/submit/"),
    ],
)
def test_whoever_sent_a_form_too_late_comes_back_to_its_page(method, referer, after):
    request = getattr(RequestFactory(headers={"Referer": referer}), method)("/cells/applications/x/submit/")
    request.user = AnonymousUser()
    answer = private(lambda _request: HttpResponse())(request)
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [after]
