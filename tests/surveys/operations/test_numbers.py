"""The list of numbers to call: one caller at a time, again when it was busy, erased when done with and at the close."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from portal.accounts.roles import Role
from portal.ledger.queries import entries_about
from surveys.enums import CallOutcome
from surveys.forms.collection import NumbersForm, called_number
from surveys.models import Call, CallNumber
from surveys.operations.numbers import MOST_CALLS, add_numbers, end_call, next_number
from surveys.operations.waves import close_wave
from tests.factories import surveys as factory

NOW = factory.NOW
NUMBERS = ["+8613800000001", "+8613800000002", "051986881234"]


@pytest.fixture
def administrator(db):
    return factory.staff(Role.DISTRICT_ADMINISTRATOR)


@pytest.fixture
def callers(db):
    return factory.staff(Role.STREET_OFFICER), factory.staff(Role.STREET_OFFICER)


@pytest.fixture
def numbers(wave, administrator):
    add_numbers(wave=wave, numbers=NUMBERS, source="演示：社区提供", actor=administrator, now=NOW)


def taken(wave, caller, now=NOW):
    return next_number(wave=wave, actor=caller, now=now)


def ended(number, outcome, caller, now=NOW, call_back=None):
    return end_call(number=number, outcome=outcome, call_back=call_back, actor=caller, now=now)


def test_numbers_are_sealed_and_come_once(wave, administrator, numbers):
    assert add_numbers(wave=wave, numbers=NUMBERS[:2], source="x", actor=administrator, now=NOW) == 0
    assert set(CallNumber.objects.values_list("number", flat=True)) == set(NUMBERS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM surveys_callnumber")
        assert not any(number in str(row) for row in cursor.fetchall() for number in NUMBERS)
    assert "1380" not in str([entry.after for entry in entries_about(wave)])


def test_two_callers_never_call_the_same(wave, callers, numbers):
    one, other = (taken(wave, caller) for caller in callers)
    assert one != other
    assert taken(wave, callers[0]) == one
    with pytest.raises(PermissionDenied):
        ended(one, CallOutcome.REFUSAL, callers[1])


def test_who_left_without_a_word_holds_it_no_longer(wave, callers, numbers):
    held = {taken(wave, callers[0]).pk}
    later = NOW + timedelta(hours=1)
    assert held <= {
        taken(wave, callers[1], later).pk,
        *CallNumber.objects.filter(held_until__lte=later).values_list("pk", flat=True),
    }


def test_busy_is_called_again_later_and_first(wave, callers, numbers):
    number = taken(wave, callers[0])
    assert not ended(number, CallOutcome.BUSY, callers[0])
    assert taken(wave, callers[0]) != number
    assert taken(wave, callers[1], NOW + timedelta(minutes=31)) == number
    assert Call.objects.count() == 0


def test_a_named_time_is_kept(wave, callers, numbers):
    number = taken(wave, callers[0])
    ended(number, CallOutcome.REFUSAL, callers[0], call_back=NOW + timedelta(days=2))
    number.refresh_from_db()
    assert (number.due_at, number.outcome) == (NOW + timedelta(days=2), "2.11")


def test_one_case_one_outcome(wave, callers, numbers):
    moment = NOW
    for _attempt in range(MOST_CALLS):
        number = CallNumber.objects.order_by("-attempts", "pk").first()
        number.held_by, number.due_at = callers[0], None
        number.save()
        is_done = ended(number, CallOutcome.NO_ANSWER, callers[0], moment)
    assert is_done
    assert Call.objects.get().outcome == CallOutcome.NO_ANSWER
    assert CallNumber.objects.count() == 2


def test_an_interview_is_counted_by_its_answer_alone(wave, callers, numbers):
    number = taken(wave, callers[0])
    ended(number, CallOutcome.COMPLETE, callers[0])
    assert Call.objects.count() == 0
    assert not CallNumber.objects.filter(pk=number.pk, is_for_check=False).exists()


def test_all_are_erased_at_the_close_and_counted(wave, administrator, callers, numbers):
    ended(taken(wave, callers[0]), CallOutcome.BUSY, callers[0])
    close_wave(wave=wave, actor=administrator, now=NOW, reason="x")
    assert CallNumber.objects.count() == 0
    assert sorted(Call.objects.values_list("outcome", flat=True)) == ["3.11", "3.11", "3.12"]


def test_who_may_not_gives_and_gets_none(wave, callers):
    with pytest.raises(PermissionDenied):
        add_numbers(wave=wave, numbers=NUMBERS, source="x", actor=callers[0], now=NOW)
    with pytest.raises(PermissionDenied):
        taken(wave, factory.staff(Role.DEPARTMENT_OFFICER))


@pytest.mark.parametrize(
    ("text", "number"),
    [("138 0000 0001", "+8613800000001"), ("0519-8688 1234", "051986881234"), ("１３８００００００01", "+8613800000001"),
     ("12345", ""), ("张三 x", ""), ("010", "")],
)  # fmt: skip
def test_numbers_as_people_type_them(text, number):
    assert called_number(text) == number


def test_lines_without_a_number_are_named():
    form = NumbersForm({"numbers": "13800000001\n\nx\n13800000001\n7", "source": "x"})
    assert not form.is_valid()
    assert "3, 5" in str(form.errors["numbers"])
    assert NumbersForm({"numbers": "13800000001\n13800000001", "source": "x"}).is_valid()
