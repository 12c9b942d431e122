import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.accounts.middleware import session_limits
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
