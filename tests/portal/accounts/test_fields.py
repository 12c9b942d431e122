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
    "\t138\u00a00013\u30008000\n",
]


@pytest.mark.parametrize("typed", SAME)
def test_spellings_of_one_number(typed):
    assert PhoneField().clean(typed) == "+8613800138000"


@pytest.mark.parametrize(
    "typed",
    ["86138001380", "1380013800", "138001380000", "+8513800138000", "٠٣٨٠٠١٣٨٠٠٠", "86861380013800", "12800138000"],
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
