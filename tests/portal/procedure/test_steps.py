"""Which step follows which, what it needs, and how it is refused."""

from enum import StrEnum

import pytest

from portal.procedure.handling import Handling
from portal.procedure.refusals import Kind, Refused
from portal.procedure.steps import NOWHERE, STAYS, Step, Table
from tests.refusals import refused


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


LAMPS = Table(
    name="lamp",
    states=Lamp,
    steps=(
        Step("hang", (NOWHERE,), Lamp.OFF, "owner"),
        Step("light", (Lamp.OFF,), Lamp.ON, "guest"),
        Step("dust", (Lamp.OFF, Lamp.BROKEN), STAYS, "owner"),
        Step("drop", (Lamp.OFF, Lamp.ON), Lamp.BROKEN, "guest", {"reason": "Say how.", "day": "Say when."}),
    ),
)


@pytest.mark.parametrize(
    ("step", "state", "after"),
    [
        ("hang", "", "off"),
        ("light", "off", "on"),
        ("dust", "off", "off"),
        ("dust", "broken", "broken"),
        ("drop", "on", "broken"),
    ],
)
def test_a_step_leads_where_its_row_says(step, state, after):
    assert LAMPS.after(step, state) == after
    assert LAMPS.written(step, state) == {"state": after}
    assert LAMPS.is_open(step, state)


@pytest.mark.parametrize(("step", "state"), [("light", "on"), ("light", ""), ("dust", "on"), ("drop", "broken")])
def test_what_is_not_in_the_table_is_closed(step, state):
    assert not LAMPS.is_open(step, state)
    with refused("closed") as caught:
        LAMPS.after(step, state)
    assert (caught.value.field, caught.value.items, caught.value.status) == ("state", (step, state), 409)


def test_a_step_that_no_table_names_is_an_error_of_the_program():
    with pytest.raises(KeyError, match="polish"):
        LAMPS["polish"]


def test_a_closed_step_says_where_the_matter_stands():
    class Named(StrEnum):
        OPEN = "open"

        @property
        def label(self) -> str:
            return "wide open"

    table = Table("door", Named, (Step("shut", (), "shut"),))
    assert table.closed("shut", "open").words == "wide open"
    assert LAMPS.closed("hang", "on").words == ""


def test_open_steps_come_in_the_order_of_the_table_for_everybody_or_one():
    assert [step.name for step in LAMPS.open_steps("off")] == ["light", "dust", "drop"]
    assert [step.name for step in LAMPS.open_steps("off", "guest")] == ["light", "drop"]
    assert LAMPS.open_steps("gone") == ()


def test_a_row_begins_where_nothing_was_before():
    assert LAMPS.beginnings == {"off"}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ("reason", "Say how.")),
        ({"reason": " \n", "day": "1"}, ("reason", "Say how.")),
        ({"reason": "slipped", "day": None}, ("day", "Say when.")),
        ({"reason": "slipped", "day": "1", "more": ""}, None),
    ],
)
def test_what_a_step_needs_is_asked_for_in_its_words(given, missing):
    if missing is None:
        LAMPS["drop"].check_needs(given)
        return
    with refused("unfit") as caught:
        LAMPS["drop"].check_needs(given)
    assert (caught.value.field, caught.value.words, caught.value.status) == (*missing, 422)


def test_where_no_column_holds_the_state_none_is_written():
    derived = Table("note", Lamp, LAMPS.steps, is_stored=False)
    assert derived.written("light", "off") == {}
    with refused("closed"):
        derived.written("light", "on")


def test_a_refusal_is_read_in_a_log():
    refusal = Refused(Kind.UNFIT, "Say why.", "reason", ["a", "b"])
    assert (str(refusal), refusal.items) == ("unfit reason: Say why.", ("a", "b"))


class Row:
    said_by_id = 7
    asked_by_id = 8


@pytest.mark.parametrize(("person", "decides"), [(7, False), (8, False), (9, True)])
def test_whoever_said_it_does_not_decide_on_it(person, decides):
    class Person:
        @staticmethod
        def did(acts):
            return person in {who for who, _at in acts}

    assert Handling(("said_by", "asked_by")).is_another(Person, Row) is decides
    assert Handling().is_another(Person, Row)


def test_a_decision_is_signed_with_its_words():
    assert Handling().signed("somebody", "now", " well ") == {
        "decided_by": "somebody",
        "decided_at": "now",
        "reason": "well",
    }
    assert Handling((), "read_by", "read_at", "").signed("somebody", "now", "x") == {
        "read_by": "somebody",
        "read_at": "now",
    }
