"""Digests, references and deadlines: the same for every room."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.procedure.deadlines import day_of, deadline_from
from portal.procedure.digests import digest_of
from portal.procedure.references import ALPHABET, draw


def test_the_same_content_has_the_same_digest_whatever_the_order_of_its_keys():
    assert digest_of({"b": 1, "a": "字"}) == digest_of({"a": "字", "b": 1})
    # sha256 of {"a":"字","b":1}
    assert digest_of({"b": 1, "a": "字"}) == "f9cc05ae4df0369ae25a2bb41458d696fb0d6de31cadb502f626857c689f8e0f"


def test_what_json_does_not_know_is_an_error_or_written_as_one_says():
    with pytest.raises(TypeError):
        digest_of({"a": Decimal("1.50")})
    assert digest_of({"a": Decimal("1.50")}, str) == digest_of({"a": "1.50"})
    with pytest.raises(ValueError, match="JSON"):
        digest_of(float("nan"))


def test_no_sign_of_a_reference_looks_like_another():
    assert not set("01ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 30


def test_a_reference_has_as_many_signs_as_asked_and_is_drawn_anew():
    drawn = {draw(8) for _ in range(50)}
    assert len(drawn) == 50
    assert {len(one) for one in drawn} == {8}
    assert set("".join(drawn)) <= set(ALPHABET)


def test_the_day_is_the_districts():
    assert day_of(dt.datetime(2026, 11, 30, 16, tzinfo=dt.UTC)) == dt.date(2026, 12, 1)


@pytest.mark.django_db
def test_a_deadline_counts_working_days_from_the_districts_day():
    friday_evening = dt.datetime(2026, 11, 26, 16, tzinfo=dt.UTC)
    deadline = deadline_from(friday_evening, 2)
    assert (deadline.day, deadline.counted_from) == (dt.date(2026, 12, 1), dt.date(2026, 11, 27))
