"""What people type and paste: the same number is the same number, and figures are figures."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from cells.forms.batch import BatchRowForm
from cells.forms.membership import AssistForm, InviteForm
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
    "13800138000.0",
    "'13800138000",
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


PHONE_FIELD = re.compile(r"^\s*(?:phone|mobile)\w* = (?!PhoneField)\w*(?:forms\.)?\w*Field\(", re.MULTILINE)
READS_NUMBERS = re.compile(r"1\[3-9\]|0086|\?86")


def test_every_form_reads_numbers_by_the_one_function():
    """Of units, colleagues, tables and accounts; nothing else of ours takes a number apart."""
    root = Path(__file__).parents[3]
    found = {"form": set(), "rule": set()}
    for room in ("portal", "cells", "campaigns", "surveys"):
        for path in sorted((root / room).rglob("*.py")):
            text, name = path.read_text(encoding="utf-8"), str(path.relative_to(root))
            if "/forms" in name and PHONE_FIELD.search(text):
                found["form"].add(name)
            if READS_NUMBERS.search(text):
                found["rule"].add(name)
    # The guard of public pages looks for numbers in running text, and leaves them as they are.
    assert found == {"form": set(), "rule": {"portal/accounts/numbers.py", "portal/cms/validators.py"}}
    for form in (BatchRowForm, InviteForm, AssistForm):
        assert isinstance(form.base_fields["phone"], PhoneField), form
