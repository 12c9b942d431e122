"""Objections to a notice: the clock stands still once, everything is answered, nobody stalls a unit."""

from datetime import date

import pytest

from cells.enums import ApplicationStatus as Status
from cells.enums import ObjectionState
from cells.operations.objections import answer_objection, file_objection
from portal.procedure.refusals import Refused
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_an_objection_stops_the_clock_and_the_answer_lets_it_run_on(case):
    case.to(Status.IN_NOTICE).later(days=3)
    objection = file_objection(actor=None, entry=case.row.notice_entry, text="后门混装混运", now=case.now)
    case._fresh().later(days=20)
    with refused("closed"):
        case.certify()
    answer_objection(
        actor=case.people.deputy, objection=objection, answer="已核查，不属实。", is_upheld=False, now=case.now
    )
    objection.refresh_from_db()
    case._fresh()
    # Filed on Friday with two working days left; answered on Thursday 17 December.
    assert (objection.state, case.row.notice_entry.due_on) == (ObjectionState.DISMISSED, date(2026, 12, 21))
    with refused("unfit"):
        case.certify()
    case.later(days=5).certify()
    assert case.row.status == Status.CERTIFIED


def test_the_clock_stands_still_once_and_no_stranger_stalls_a_unit(case):
    """Filed on each day again, before the last one is answered: it ends all the same, and all of them are answered."""
    case.to(Status.IN_NOTICE).later(days=3)
    filed = []
    for number in range(12):
        try:
            row = file_objection(actor=None, entry=case.row.notice_entry, text=f"第{number}次", now=case.now)
        except Refused:
            break
        filed.append(row)
        case._fresh().later(days=1)
        if number:
            answer = {"objection": filed[number - 1], "answer": "不属实", "is_upheld": False, "now": case.now}
            answer_objection(actor=case.people.deputy, **answer)
            case._fresh()
    # Stopped on Friday with two working days left; first answered on Sunday.
    assert (len(filed), case.row.notice_entry.due_on) == (5, date(2026, 12, 1))
    with refused("closed"):
        case.certify()
    answer_objection(actor=case.people.deputy, objection=filed[-1], answer="不属实", is_upheld=False, now=case.now)
    assert case._fresh().certify().row.status == Status.CERTIFIED


def test_the_same_words_while_they_are_open_are_one_objection(case):
    case.to(Status.IN_NOTICE)
    common = {"actor": None, "entry": case.row.notice_entry, "now": case.now}
    first = file_objection(**common, text="混装混运")
    assert file_objection(**common, text="混装混运 ") == first
    assert file_objection(**common, text="混装混运", contact="13800000000") != first
    # Another wish for confidence is no repetition: nobody's is passed over.
    assert file_objection(**common, text="混装混运", is_confidential=False) != first
    answer_objection(actor=case.people.deputy, objection=first, answer="不属实", is_upheld=False, now=case.now)
    assert file_objection(**common, text="混装混运") != first


def test_two_objections_are_both_answered_before_the_certificate(case):
    case.to(Status.IN_NOTICE)
    first, second = (
        file_objection(actor=None, entry=case.row.notice_entry, text=text, now=case.now) for text in ("一", "二")
    )
    common = {"actor": case.people.deputy, "now": case.now}
    answer_objection(**common, objection=first, answer="不属实", is_upheld=False)
    assert case._fresh().row.status == Status.OBJECTED
    with refused("closed"):
        answer_objection(**common, objection=first, answer="再答", is_upheld=False)
    answer_objection(**common, objection=second, answer="属实", is_upheld=True)
    assert case._fresh().row.status == Status.REFUSED
    assert case.row.refusal_reason == "属实"


def test_no_objection_after_the_last_day(case):
    case.to(Status.IN_NOTICE).later(days=9)
    with refused("closed"):
        file_objection(actor=None, entry=case.row.notice_entry, text="晚了", now=case.now)
