"""Unified social credit codes."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cells.validators import ALPHABET, check_character, is_credit_code, normal_form, validate_credit_code


@pytest.mark.parametrize("code", ["91350100M000100Y43", "914403001922038216"])
def test_real_codes(code):
    assert is_credit_code(code)
    validate_credit_code(code)


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100M000100Y44", "91350100M000100I43", "一" * 18])
def test_wrong_codes(code):
    with pytest.raises(ValidationError):
        validate_credit_code(code)


def test_typing_habits_are_forgiven():
    assert normal_form("\u200b91350100M000100Y43\u202c") == "91350100M000100Y43"
    assert normal_form(" ９１３５０１００ｍ０００１００ｙ４３ ") == "91350100M000100Y43"


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_every_single_slip_is_seen(body, place, other):
    code = body + check_character(body)
    assert is_credit_code(code)
    slip = code[:place] + other + code[place + 1 :]
    assert is_credit_code(slip) is (slip == code)
