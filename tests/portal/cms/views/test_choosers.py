"""A chooser of Wagtail's while the database is away says so in our words, in the form that its script shows."""

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from tests.portal.cms.middleware.test_uploads import editor  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def away(execute, sql, params, many, context):
    raise OperationalError("couldn't get a connection after 4.00 sec")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("wagtailadmin_choose_page", "json"),
        ("wagtailadmin_choose_page_external_link", "json"),
        ("wagtailadmin_choose_page_search", "html"),
        ("wagtailimages_chooser:choose", "json"),
        ("wagtailimages_chooser:choose_results", "html"),
        ("wagtaildocs_chooser:choose", "json"),
        ("wagtaildocs_chooser:choose_results", "html"),
    ],
)
def test_a_chooser_says_in_its_own_window_that_we_are_back_in_a_moment(editor, name, form):  # noqa: F811
    editor.raise_request_exception = False
    with connection.execute_wrapper(away):
        answer = editor.get(reverse(name), headers=BY_SCRIPT)
    assert (answer.status_code, form in answer.headers["Content-Type"]) == (200, True)
    piece = answer.json()["html"] if form == "json" else answer.content.decode()
    assert "平台暂停片刻" in piece
    assert "稍后再试一次" in piece
    assert "<html" not in piece


def test_whoever_opens_its_address_alone_sees_the_page(editor):  # noqa: F811
    editor.raise_request_exception = False
    with connection.execute_wrapper(away):
        answer = editor.get(reverse("wagtailadmin_choose_page"))
    assert answer.status_code == 503
    assert "<html" in answer.content.decode()
