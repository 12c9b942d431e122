"""The CMS has no door of its own."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_signed_in_without_the_right_the_way_ends_instead_of_leading_round(client):
    client.force_login(UserFactory())
    answer = client.get("/cms/", follow=True)
    assert answer.status_code == 403
    assert answer.redirect_chain == [("/cms/login/?next=/cms/", 302)]
