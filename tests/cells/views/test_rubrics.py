"""The rubric of each kind is there for everyone to read, without an account."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cells.models import UnitType
from cells.operations.rubrics import publish_rubric, save_draft

pytestmark = pytest.mark.django_db


def page(route, *arguments):
    answer = Client().get(reverse(route, args=arguments))
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def test_every_item_with_its_points_and_proof(case):
    read = page("cells:rubric-show", "jiguan")
    for criterion in case.row.rubric.sheet.criteria.values():
        assert criterion.text in read
        assert f'id="{criterion.code}"' in read
    for words in ("无废细胞（示范）", "90", "照片", "不适用"):
        assert words in read
    assert reverse("cells:rubric-show", args=["jiguan"]) in page("cells:rubric-list")
    with translation.override("en"):
        assert "A responsible leader" in page("cells:rubric-show", "jiguan")


def test_a_draft_is_nobodys_and_an_earlier_version_stays(case):
    kind = UnitType.objects.get(code="jiguan")
    draft = save_draft(unit_type=kind, data={**case.row.rubric.definition, "note": "新"}, actor=None, now=case.now)
    assert page("cells:rubric-version", "jiguan", 2) == 404
    publish_rubric(rubric=draft, actor=None, now=case.now)
    assert "以往版本" in page("cells:rubric-version", "jiguan", 1)
    assert "以往版本" not in page("cells:rubric-show", "jiguan")
    assert page("cells:rubric-show", "nothing") == 404


def test_the_list_asks_once_for_all_kinds(case):
    client, address = Client(), reverse("cells:rubric-list")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert sum("cells_rubric" in query["sql"] for query in asked) == 1
