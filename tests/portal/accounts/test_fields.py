"""What people type and paste: the same number is the same number, and figures are figures."""

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.fields import CodeField, PhoneField

SAME = [
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "138–0013—8000",
    "+8613800138000",
    "+86 138 0013 8000",
    "8613800138000",
    "86 138 0013 8000",
    "008613800138000",
    "0086 (138) 00138000",
    "１３８００１３８０００",
    "＋８６　１３８００１３８０００",
    "\u200b138\u200d0013\u20608000\ufeff",
    "\u202d13800138000\u202c",
    "138.0013.8000",
    "138\u22120013\u22128000",
    "138·0013·8000",
    "(+86)13800138000",
    "0086-138/0013/8000",
    "1\ufe0f\u20e33\ufe0f\u20e3800138000",
    "138\u00ad0013\u28008000",
    "\t138\u00a00013\u30008000\n",
]


@pytest.mark.parametrize("typed", SAME)
def test_spellings_of_one_number(typed):
    assert PhoneField().clean(typed) == "+8613800138000"


@pytest.mark.parametrize(
    "typed",
    [
        "86138001380",
        "1380013800",
        "138001380000",
        "+8513800138000",
        "٠٣٨٠٠١٣٨٠٠٠",
        "86861380013800",
        "12800138000",
        "1380013800a",
        "13800138000,13900139000",
        "13+800138000",
        "138_0013_8000x",
    ],
)
def test_what_is_no_number_here(typed):
    with pytest.raises(ValidationError):
        PhoneField().clean(typed)


@pytest.mark.parametrize("typed", ["123456", "123 456", "１２３４５６", "123-456", " 123\u200b456 ", "１２３　４５６"])
def test_spellings_of_a_code(typed):
    assert CodeField().clean(typed) == "123456"


def test_a_code_meets_a_numeric_keypad():
    assert 'inputmode="numeric"' in CodeField().get_bound_field(_form(), "code").as_widget()


def _form():
    from django import forms  # noqa: PLC0415 - only for this form

    return type("CodeForm", (forms.Form,), {"code": CodeField()})()
