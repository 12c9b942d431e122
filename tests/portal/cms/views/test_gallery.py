"""Every component draws in every state, in both languages, without scripts or styles in the page."""

import pytest
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_gallery_renders(client, prefix):
    response = client.get(f"{prefix}/gallery/")
    assert response.status_code == 200
    assert b"style=" not in response.content


def test_gallery_address():
    with translation.override("zh-hans"):
        assert reverse("cms:gallery") == "/gallery/"
