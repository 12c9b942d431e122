"""The pool on the page."""

import pytest
from django.urls import reverse

from cells.models import Expert, Interest
from portal.accounts.roles import Role
from tests.factories.cells import credit_code, expert, granted

pytestmark = pytest.mark.django_db
ENTRY = {
    "field": "物业管理",
    "employer": "演示 大学",
    "term_from": "2026-01-01",
    "term_until": "2027-12-31",
    "is_available": "on",
}


def test_an_evaluator_is_taken_into_the_pool(people, client_of):
    client, newcomer = client_of(people.district), granted(Role.EVALUATOR)
    page = client.get(reverse("cells:expert-list")).content.decode()
    assert "尚未登记" in page
    edit = reverse("cells:expert-edit", args=[newcomer.public_id])
    assert client.get(edit).status_code == 200
    assert client.post(edit, ENTRY | {"term_until": "2025-12-31"}).status_code == 400
    assert client.post(edit, ENTRY | {"employer_code": "123"}).status_code == 400
    assert client.post(edit, ENTRY).status_code == 302
    assert Expert.objects.get(user=newcomer).field == "物业管理"
    assert client.get(edit).status_code == 200
    assert client.get(reverse("cells:expert-edit", args=[people.resident.public_id])).status_code == 404


def test_an_expert_is_away_and_declares(people, client_of):
    own, person = reverse("cells:expert-own"), expert()
    client = client_of(person)
    assert "可以分派" in client.get(own).content.decode()
    client.post(own, {"is_available": "no"})
    assert not Expert.objects.get(user=person).is_available
    assert client.post(own, {"credit_code": "1", "reason": "x"}).status_code == 400
    client.post(own, {"credit_code": credit_code(5), "reason": "家人任职"})
    assert Interest.objects.get().reason == "家人任职"
    assert credit_code(5) in client.get(own).content.decode()
    assert "还没有在专家库登记" in client_of(granted(Role.EVALUATOR)).get(own).content.decode()


def test_the_list_asks_as_often_for_three_as_for_one(people, client_of, django_assert_max_num_queries):
    client = client_of(people.district)
    client.get(reverse("cells:expert-list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("cells:expert-list"))
    for _number in range(3):
        expert()
    with django_assert_max_num_queries(14):
        client.get(reverse("cells:expert-list"))
