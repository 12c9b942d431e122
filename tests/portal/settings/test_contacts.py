"""Who reports a hole finds an address that can be used."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.contacts import contact_uri, contact_uris


@pytest.mark.parametrize(
    ("word", "uri"),
    [
        ("security@tianning.example", "mailto:security@tianning.example"),
        ("mailto:security@tianning.example", "mailto:security@tianning.example"),
        ("https://tianning.example/report", "https://tianning.example/report"),
        ("0519-86900000", "tel:+8651986900000"),
        ("+86 519 8690 0000", "tel:+8651986900000"),
        ("tel:13800138000", "tel:+8613800138000"),
        ("12345", "tel:12345;phone-context=+86"),
    ],
)
def test_a_contact_is_a_uri(word, uri):
    assert contact_uri(word) == uri


@pytest.mark.parametrize("word", ["待填", "http://tianning.example/", "security", "@x.example", "a@b", "110报警", ""])
def test_what_is_no_contact_is_refused(word):
    with pytest.raises(ImproperlyConfigured, match="no mail address"):
        contact_uri(word)


@pytest.mark.parametrize(
    ("written", "phone", "uris"),
    [
        ([], "", []),
        ([], "待填", []),
        ([], "0519-86900000（工作日）", ["tel:+8651986900000"]),
        (["a@b.example", "0519-86900000"], "0519-86900000", ["mailto:a@b.example", "tel:+8651986900000"]),
    ],
)
def test_the_footer_s_telephone_serves_too(written, phone, uris):
    assert contact_uris(written, phone) == uris
