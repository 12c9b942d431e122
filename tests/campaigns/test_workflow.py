"""The table of steps, written out once more by hand."""

import pytest

from campaigns.enums import EventState, Step
from campaigns.workflow import TABLE, StepError, open_steps, state_after

LITERAL = {
    (None, "plan"): "planned",
    (None, "report"): "held",
    ("planned", "revise"): "planned",
    ("planned", "report"): "held",
    ("held", "verify"): "verified",
    ("held", "return"): "returned",
    ("returned", "resubmit"): "held",
    ("planned", "withdraw"): "withdrawn",
    ("held", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("verified", "withdraw"): "withdrawn",
}


def test_table_is_the_literal_one():
    assert {(state, step): after for (state, step), after in TABLE.items()} == LITERAL


@pytest.mark.parametrize("state", [None, *EventState.values])
@pytest.mark.parametrize("step", Step)
def test_every_pair_is_allowed_or_refused(state, step):
    expected = LITERAL.get((state, step.value))
    if expected is None:
        with pytest.raises(StepError) as caught:
            state_after(state, step)
        assert caught.value.step == step
        assert caught.value.state == state
    else:
        assert state_after(state, step) == expected


@pytest.mark.parametrize("state", [None, *EventState.values])
def test_open_steps_are_those_of_the_table(state):
    assert open_steps(state) == {step for known, step in LITERAL if known == state}


def test_nothing_leads_out_of_withdrawn():
    assert open_steps("withdrawn") == frozenset()


def test_unknown_state_is_an_error_not_a_guess():
    with pytest.raises(ValueError, match="nonsense"):
        state_after("nonsense", Step.VERIFY)
