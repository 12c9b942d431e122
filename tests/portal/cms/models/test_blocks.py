"""A published page stands, whatever an editor's forged post or a lost row left in its content."""

import json

import pytest
from django.db import OperationalError, connection

from portal.home.models import StandardPage
from tests.portal.test_every_write import Broken

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BEFORE, AFTER = "前面的一段话", "后面的一段话"
KEYS = ["", "x", "-1", "1.5", "0", "٣", "99999999999999999999", "9" * 400, "1 OR 1=1", "１", "999999"]
TAGS = [
    '<a linktype="page" id="{}">L</a>',
    '<a linktype="document" id="{}">L</a>',
    '<a linktype="page" id="3" parent-id="{}">L</a>',
    '<embed embedtype="image" format="fullwidth" alt="a" id="{}"/>',
    '<embed embedtype="image" format="{}" id="1"/>',
    '<embed embedtype="media" url="{}"/>',
    '<embed embedtype="{}"/>',
    '<a linktype="{}">L</a>',
]
VALUES = [
    None,
    7,
    True,
    "text",
    [],
    {},
    ["a"],
    {"image": "x"},
    {"image": 999999, "caption": 3},
    {"rows": 5},
    [{"value": 1}],
]
KINDS = ["heading", "paragraph", "image", "quote", "notice", "table", "downloads", "featured_pages", "film", "unknown"]


def paragraph(text):
    return {"type": "paragraph", "value": f"<p>{text}</p>", "id": "00000000-0000-0000-0000-000000000001"}


@pytest.fixture
def shown(client, site):
    page = site.add_child(instance=StandardPage(title="一页", slug="one", summary="s"))

    def shown(*blocks):
        content = json.dumps([paragraph(BEFORE), *blocks, paragraph(AFTER)])
        StandardPage.objects.filter(pk=page.pk).update(body=content)
        answer = client.get("/one/")
        assert answer.status_code == 200
        text = answer.content.decode()
        assert BEFORE in text
        assert AFTER in text
        return text

    return shown


@pytest.mark.parametrize("tag", TAGS)
def test_forged_keys_in_rich_text_leave_the_words(shown, tag):
    for key in KEYS:
        text = shown(paragraph(f"中间 {tag.format(key)} 结束"))
        assert "中间" in text
        assert "结束" in text


@pytest.mark.parametrize("kind", KINDS)
def test_values_of_another_kind_leave_the_rest(shown, kind):
    for value in VALUES:
        shown({"type": kind, "value": value})
        shown({"type": kind, "value": value, "id": 5}, {"type": kind})


@pytest.mark.parametrize("content", ["null", "[]", "7", '"text"', "{}", "[1]", "[[]]", '[{"type": 3}]'])
def test_content_that_is_no_stream_is_an_empty_page(client, site, content):
    page = site.add_child(instance=StandardPage(title="一页", slug="one", summary="s"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE home_standardpage SET body = %s WHERE page_ptr_id = %s", [content, page.pk])
    assert client.get("/one/").status_code == 200


def test_a_database_that_is_away_is_not_a_broken_block(client, site):
    body = json.dumps([paragraph('<a linktype="page" id="3">L</a>')])
    site.add_child(instance=StandardPage(title="一页", slug="one", summary="s", body=body))
    client.raise_request_exception = False
    statuses = set()
    for after in range(40):
        broken = Broken(lambda: OperationalError("the connection to the server timed out"), after)
        with connection.execute_wrapper(broken):
            statuses.add(client.get("/one/").status_code)
        if not broken.has_raised:
            break
    assert statuses == {200, 503}
