"""A film is read in parts, by everybody once its page is public."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.blocks import StructBlockValidationError
from wagtail.documents import get_document_model

from portal.cms.models.blocks import FilmBlock
from portal.home.models import StandardPage
from tests.factories.cms import image
from tests.portal.evidence.child.test_video import MADE

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def film():
    return get_document_model().objects.create(title="片子", file=ContentFile(MADE, "film.mp4"))


def test_a_film_of_a_public_page_in_parts(site, film):
    client = Client()
    assert client.get(film.url).status_code == 404
    body = [("film", {"title": "片子", "film": film, "picture": image(), "without_speech": True})]
    site.add_child(instance=StandardPage(title="片", slug="film", summary="x", body=body)).save_revision().publish()
    whole = client.get(film.url)
    assert (whole.status_code, whole["Content-Type"], whole["Accept-Ranges"]) == (200, "video/mp4", "bytes")
    assert b"".join(whole.streaming_content) == MADE
    part = client.get(film.url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 100-199/{len(MADE)}")
    assert b"".join(part.streaming_content) == MADE[100:200]
    assert part["Content-Length"] == "100"
    assert client.get(film.url, headers={"Range": f"bytes={len(MADE)}-"}).status_code == 416
    page = client.get("/film/").content.decode()
    assert "<video" in page
    assert film.url in page


def test_who_does_not_hear_it_is_thought_of(film):
    block = FilmBlock()
    poster = {"image": image().pk, "alt_text": "广场", "decorative": False}
    value = block.to_python({"title": "片", "film": film.pk, "picture": poster, "captions": None})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {"captions"}
    value["without_speech"] = True
    assert block.clean(value)["film"] == film
