"""UPL-07: what is handed out says nothing to whoever may not have it, and runs nothing."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from portal import stores
from portal.evidence.exports import respond
from tests.factories.evidence import StoredFileFactory, upload
from tests.portal.evidence import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(now):
    return StoredFileFactory(upload=upload(samples.camera_jpeg(), name="现场.jpg"), now=now)


@pytest.fixture
def paper(now):
    return StoredFileFactory(upload=upload(samples.pdf(), name="台账.pdf"), now=now)


def get(stored, **headers):
    return respond(RequestFactory(headers=headers).get("/"), stored)


def test_a_photo_is_shown_privately(photo):
    response = get(photo)
    assert b"".join(response) == stores.evidence().read(photo.path)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_upl_07_a_document_is_only_ever_saved(paper):
    response = get(paper)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["Content-Type"] == "application/pdf"
    response.close()


@pytest.mark.parametrize(
    "headers", [{"range": "bytes=0-9"}, {"if-none-match": "*"}, {"if-modified-since": "Mon, 01 Jan 2029 00:00:00 GMT"}]
)
def test_upl_07_no_range_and_no_validator(photo, headers):
    response = get(photo, **headers)
    assert response.status_code == 200
    assert len(b"".join(response)) == photo.size
    assert {"ETag", "Last-Modified", "Content-Range"}.isdisjoint(response.headers)
    assert response["Accept-Ranges"] == "none"


def test_a_file_that_is_gone_is_not_found(photo):
    stores.evidence().delete(photo.path)
    with pytest.raises(Http404):
        get(photo)


@pytest.mark.parametrize("prefix", ["/media/", "/static/", "/evidence/", "/var/evidence/", "/media/../evidence/"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_upl_07_no_address_leads_to_the_store(client, photo, paper, prefix, method):
    for path in (photo.path, paper.path, paper.original_path):
        response = getattr(client, method)(f"{prefix}{path}", headers={"range": "bytes=0-1"})
        assert response.status_code == 404


def test_upl_07_a_sealed_original_is_what_was_sent_and_is_never_served(paper):
    assert stores.evidence().read(paper.original_path) == samples.pdf()
    assert samples.pdf() not in b"".join(get(paper))
