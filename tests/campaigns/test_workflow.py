"""The table of steps, written out once more by hand."""

import pytest

from campaigns.enums import EventState, Step
from campaigns.workflow import EVENTS
from tests.refusals import refused

LITERAL = {
    ("", "plan"): "planned",
    ("", "report"): "held",
    ("planned", "revise"): "planned",
    ("planned", "report"): "held",
    ("held", "verify"): "verified",
    ("held", "return"): "returned",
    ("returned", "resubmit"): "held",
    ("held", "resubmit"): "held",
    ("planned", "withdraw"): "withdrawn",
    ("held", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("verified", "withdraw"): "withdrawn",
}


def test_table_is_the_literal_one():
    assert {(state, step.name): step.target for step in EVENTS.steps for state in step.sources} == LITERAL


@pytest.mark.parametrize("state", ["", *EventState.values])
@pytest.mark.parametrize("step", Step)
def test_every_pair_is_allowed_or_refused(state, step):
    expected = LITERAL.get((state, step.value))
    if expected is None:
        with refused("closed") as caught:
            EVENTS.after(step, state)
        assert caught.value.items == (step, state)
    else:
        assert EVENTS.after(step, state) == expected


@pytest.mark.parametrize("state", ["", *EventState.values])
def test_open_steps_are_those_of_the_table(state):
    assert {step.name for step in EVENTS.open_steps(state)} == {step for known, step in LITERAL if known == state}


def test_nothing_leads_out_of_withdrawn():
    assert EVENTS.open_steps("withdrawn") == ()


def test_unknown_state_is_an_error_not_a_guess():
    with pytest.raises(ValueError, match="nonsense"):
        EVENTS.after(Step.VERIFY, "nonsense")
