"""What the QR code carries."""

import pytest

from cells.signature import is_signed, public_key, sign_number

SECRET = "a-long-kept-secret"
NUMBER = "TNWF-2026-0001"


def test_only_the_right_number_and_key_fit():
    signature = sign_number(NUMBER, SECRET)
    assert is_signed(NUMBER, signature, SECRET)
    assert not is_signed("TNWF-2026-0002", signature, SECRET)
    assert not is_signed(NUMBER, signature, "another")


@pytest.mark.parametrize("junk", ["", "x", "A" * 86, "汉字", "====", "A" * 500])
def test_junk_is_no_signature(junk):
    assert not is_signed(NUMBER, junk, SECRET)


def test_the_public_key_is_fixed_by_the_secret():
    assert public_key(SECRET) == public_key(SECRET)
    assert len(public_key(SECRET)) == 43
    assert len(sign_number(NUMBER, SECRET)) == 86
